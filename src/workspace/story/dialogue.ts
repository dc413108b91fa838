import type { Role } from '../../csat/feedback.ts';
import type { Phrasebook, Subject } from './phrasebook.ts';
import type { Chance } from './random.ts';

/** How a conversation went. `misled`: the assistant gave the wrong answer of an incident. */
export type Course = 'helped' | 'shrugged' | 'misled' | 'handedOver';
export type Line = { role: Role; body: string; answers: boolean };
/** The code of the newsletter, in every language. */
export const VOUCHER = 'GIPFEL15';

export type Dialogue = { course: Course; title: string; summary: string; lines: Line[] };

/** Writes one conversation about one subject; `troubled` while an incident of it lasts. */
export function writeDialogue(book: Phrasebook, subject: Subject, troubled: boolean, chance: Chance): Dialogue {
  const fill = slotFiller(book, chance);
  const incident = troubled ? subject.incident : null;
  const wrong = incident !== null && chance.happens(0.9);
  const shrugged = !wrong && chance.happens(0.11);
  const lines: Line[] = [];
  const say = (role: Role, text: string, answers = role === 'assistant') =>
    lines.push({ role, body: fill(text), answers });

  if (chance.happens(0.55)) say('assistant', chance.pick(book.greetings), false);
  const { questions, answer: helpfulAnswer } = chance.weightedBy(
    subject.exchanges,
    ({ questions }) => questions.length,
  );
  const question = chance.pick(wrong ? incident.questions : questions);
  say('shopper', asTyped(chance.happens(0.3) ? opened(chance.pick(book.openers), question) : question, chance));

  let handedOver = false;
  if (wrong || shrugged) {
    say('assistant', chance.pick(wrong ? incident.answers : book.shrugs));
    if (chance.happens(0.75)) {
      say('shopper', asTyped(chance.pick(wrong ? incident.replies : book.annoyed), chance));
      say('assistant', chance.pick(wrong && chance.happens(0.5) ? incident.answers : book.apologies));
    }
    handedOver = chance.happens(0.16);
    if (handedOver) {
      say('agent', chance.pick(book.agents));
      say('shopper', chance.pick(book.relieved));
    }
  } else {
    say('assistant', helpfulAnswer);
    if (chance.happens(0.42)) {
      const [next, answer] = chance.pick(subject.followUps);
      say('shopper', asTyped(next, chance));
      say('assistant', answer);
    }
    if (chance.happens(0.5)) {
      say('shopper', chance.pick(book.thanks));
      say('assistant', chance.pick(book.goodbyes), false);
    }
  }

  const title = fill(chance.pick(subject.titles));
  const course: Course = handedOver ? 'handedOver' : wrong ? 'misled' : shrugged ? 'shrugged' : 'helped';
  const told = course === 'handedOver' ? 'handedOver' : course === 'helped' ? 'helped' : 'unhelped';
  return { course, title, summary: book.summaries[told].replace('{title}', title), lines };
}

/** Fills the slots the same way throughout one conversation. */
function slotFiller(book: Phrasebook, chance: Chance): (text: string) => string {
  const values: Record<string, string> = {
    product: chance.pick(book.products),
    garment: chance.pick(book.garments),
    size: chance.pick(book.sizes),
    city: chance.pick(book.cities),
    order: `FW-${chance.between(41_000, 89_999)}`,
    voucher: VOUCHER,
  };
  return (text) => text.replace(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot);
}

/** After a comma the sentence goes on in lower case. */
function opened(opener: string, question: string): string {
  if (!opener.endsWith(', ') || /^I\b/.test(question)) return opener + question;
  return opener + lowerStart(question);
}

function lowerStart(text: string): string {
  return text.replace(/^[¿¡„“]?\p{Lu}/u, (start) => start.toLowerCase());
}

/** Some people write in a hurry: no capitals at the start, nothing at the end. */
function asTyped(text: string, chance: Chance): string {
  if (!chance.happens(0.18)) return text;
  return lowerStart(text)
    .replace(/[.!?。？]$/u, '')
    .trimEnd();
}
