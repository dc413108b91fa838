import type { Environment, Role, Thumb, Verdict } from '../../csat/feedback.ts';
import { type Dialogue, writeDialogue } from './dialogue.ts';
import type { Phrasebook, Topic } from './phrasebook.ts';
import { LOCALES, type Plot, type StoryAssistant, TOPICS, troubleAt } from './plot.ts';
import type { Chance } from './random.ts';
import { german } from './text/de.ts';
import { english } from './text/en.ts';
import { spanish } from './text/es.ts';
import { french } from './text/fr.ts';
import { japanese } from './text/ja.ts';
import { rate, thumbUnder } from './verdict.ts';

/** One conversation in the import format: instants are ISO 8601 in UTC. */
export type StoryConversation = {
  id: string;
  assistant: string;
  environment: Environment;
  startedAt: string;
  resolvedAt: string | null;
  locale: string;
  shopper: string | null;
  title: string | null;
  summary: string | null;
  topics: string[];
  url: null;
  messages: {
    id: string;
    role: Role;
    body: string;
    sentAt: string;
    feedback: Thumb | null;
    feedbackAt: string | null;
  }[];
  rating: { verdict: Verdict; score: number | null; negativeReason: string | null; ratedAt: string } | null;
};

const BOOKS: Record<string, Phrasebook> = { de: german, en: english, es: spanish, fr: french, ja: japanese };

/** One conversation of `assistant` that began at `startedAt`, as it is known at `now`: what comes later is left out. */
export function tellConversation(
  plot: Plot,
  assistant: StoryAssistant['id'],
  id: string,
  startedAt: Date,
  now: Date,
  chance: Chance,
): StoryConversation {
  const locale = chance.weighted<string>(LOCALES[assistant]);
  const book = BOOKS[locale.slice(0, 2)] as Phrasebook;
  const topic = pickTopic(plot, assistant, book, startedAt, chance);
  const subject = book.subjects[topic];
  if (subject === undefined) throw new RangeError(`No subject ${topic} for ${locale}`);

  const dialogue = writeDialogue(book, subject, troubleAt(plot, topic, startedAt) !== undefined, chance);
  const { messages, endedAt } = timeMessages(dialogue, startedAt, chance);
  const resolvedAt = new Date(endedAt.getTime() + chance.between(20, 600) * 1_000);
  const given = rate(dialogue.course, subject, book, chance);
  const ratedAt = new Date(resolvedAt.getTime() + (given?.minutesLater ?? 0) * 60_000 + chance.between(0, 59_000));
  const described = chance.happens(0.78);

  return {
    id,
    assistant,
    environment: chance.happens(0.04) ? 'sandbox' : 'real',
    startedAt: startedAt.toISOString(),
    resolvedAt: resolvedAt <= now ? resolvedAt.toISOString() : null,
    locale,
    shopper: chance.happens(0.6) ? `guest-${chance.between(10_000, 99_999)}` : null,
    title: described ? dialogue.title : null,
    summary: described && chance.happens(0.8) ? dialogue.summary : null,
    topics: chance.happens(0.93) ? [topic] : [],
    url: null,
    messages: messages
      .filter((message) => message.sentAt <= now)
      .map((message, index) => {
        const known = message.feedbackAt !== null && message.feedbackAt <= now;
        return {
          id: `m-${index + 1}`,
          role: message.role,
          body: message.body,
          sentAt: message.sentAt.toISOString(),
          feedback: known ? message.feedback : null,
          feedbackAt: known ? (message.feedbackAt?.toISOString() ?? null) : null,
        };
      }),
    rating:
      given !== null && ratedAt <= now
        ? {
            verdict: given.verdict,
            score: given.score,
            negativeReason: given.negativeReason,
            ratedAt: ratedAt.toISOString(),
          }
        : null,
  };
}

/** More people ask about what is broken. */
function pickTopic(
  plot: Plot,
  assistant: StoryAssistant['id'],
  book: Phrasebook,
  startedAt: Date,
  chance: Chance,
): Topic {
  const weights: Partial<Record<Topic, number>> = {};
  for (const [name, weight] of Object.entries(TOPICS[assistant])) {
    const topic = name as Topic;
    if (book.subjects[topic] === undefined) continue;
    weights[topic] = weight * (assistant === 'shop' ? (troubleAt(plot, topic, startedAt)?.rush ?? 1) : 1);
  }
  return chance.weighted(weights);
}

function timeMessages({ lines, course }: Dialogue, startedAt: Date, chance: Chance) {
  let at = startedAt.getTime();
  const messages = lines.map((line, index) => {
    const typing = line.role === 'assistant' ? chance.between(1, 5) : chance.between(8, 25) + line.body.length / 4;
    const waiting = line.role === 'agent' ? chance.between(60, 400) : 0;
    if (index > 0) at += Math.round((typing + waiting) * 1_000);
    const sentAt = new Date(at);
    const feedback = line.answers ? thumbUnder(course, chance) : null;
    const feedbackAt = feedback === null ? null : new Date(at + chance.between(3, 50) * 1_000);
    return { role: line.role, body: line.body, sentAt, feedback, feedbackAt };
  });
  return { messages, endedAt: new Date(at) };
}
