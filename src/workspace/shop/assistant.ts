import type { Phrasebook, Topic } from '../story/phrasebook.ts';
import { german } from '../story/text/de.ts';
import { english } from '../story/text/en.ts';
import { spanish } from '../story/text/es.ts';
import { french } from '../story/text/fr.ts';
import { japanese } from '../story/text/ja.ts';

export type ShopLanguage = 'en' | 'de' | 'fr' | 'es' | 'ja';
export type Reply = { body: string; topic: Topic | null };

const BOOKS: Record<ShopLanguage, Phrasebook> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ja: japanese,
};

/** What the assistant learned on the Sunday evening of the bad week (see the story's plot). */
const NEW_DELIVERY_TIMES: Record<ShopLanguage, string> = {
  en: 'We now ship with Zugvogel, and delivery takes 5–7 working days. The tracking link in your e-mail works from the evening on which the parcel leaves us.',
  de: 'Wir versenden jetzt mit Zugvogel, die Lieferung dauert 5–7 Werktage. Der Link zur Sendungsverfolgung in Ihrer E-Mail gilt ab dem Abend, an dem das Paket bei uns rausgeht.',
  fr: 'Nous expédions maintenant avec Zugvogel ; comptez 5 à 7 jours ouvrés. Le lien de suivi fonctionne dès le soir où le colis part.',
  es: 'Ahora enviamos con Zugvogel y tarda de 5 a 7 días laborables. El enlace de seguimiento funciona desde la tarde en que sale el paquete.',
  ja: '現在はZugvogelで発送しており、日本までは10〜12営業日です。追跡リンクは発送日の夜からご利用いただけます。',
};

/** Under this likeness the assistant does not know what is meant. */
const LEAST_LIKENESS = 0.2;

/**
 * The answer of the made-up shop's assistant: that of the sentence it knows that is most like what was typed.
 * It still has the dead returns link, and insists on it. `turn` counts the shopper's messages from 0 and varies the words.
 */
export function reply(language: ShopLanguage, typed: string, turn: number): Reply {
  const book = BOOKS[language];
  const words = piecesOf(typed);
  let best: Known | null = null;
  let likeness = LEAST_LIKENESS;
  for (const known of KNOWN[language]) {
    const found = likenessOf(words, known.pieces);
    if (found > likeness) {
      best = known;
      likeness = found;
    }
  }
  const answers = best?.answers ?? book.shrugs;
  const answer = answers[turn % answers.length] ?? '';
  return { body: fill(answer, book, typed), topic: best?.topic ?? null };
}

type Known = { pieces: Set<string>; answers: string[]; topic: Topic | null };

const KNOWN = Object.fromEntries(
  Object.entries(BOOKS).map(([language, book]) => [language, knownIn(book, language as ShopLanguage)]),
) as Record<ShopLanguage, Known[]>;

function knownIn(book: Phrasebook, language: ShopLanguage): Known[] {
  const known: Known[] = [];
  const learn = (sentences: string[], answers: string[], topic: Topic | null) =>
    known.push(
      ...sentences.map((sentence) => ({ pieces: piecesOf(sentence.replace(/\{\w+\}/g, '')), answers, topic })),
    );
  for (const [name, subject] of Object.entries(book.subjects)) {
    const topic = name as Topic;
    for (const { questions, answer } of subject.exchanges) learn(questions, [answer], topic);
    for (const [question, answer] of subject.followUps) learn([question], [answer], topic);
    if (subject.incident === null) continue;
    if (topic === 'returns')
      learn([...subject.incident.questions, ...subject.incident.replies], subject.incident.answers, topic);
    if (topic === 'shipping') learn(subject.incident.questions, [NEW_DELIVERY_TIMES[language]], topic);
  }
  learn(book.thanks, book.goodbyes, null);
  learn(book.annoyed, book.apologies, null);
  return known;
}

/** Letter triples of every word, with its edges; pairs where a language writes no spaces. */
function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  const plain = text.toLowerCase().normalize('NFKC');
  for (const word of plain.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const spaced = !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word);
    const length = spaced ? 3 : 2;
    const edged = spaced ? ` ${word} ` : word;
    for (let at = 0; at + length <= edged.length; at += 1) pieces.add(edged.slice(at, at + length));
  }
  return pieces;
}

/** Cosine of two sets, from 0 to 1. */
function likenessOf(one: Set<string>, other: Set<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const piece of one) if (other.has(piece)) shared += 1;
  return shared / Math.sqrt(one.size * other.size);
}

function fill(text: string, book: Phrasebook, typed: string): string {
  const mentioned = (from: string[]) => from.find((one) => typed.toLowerCase().includes(one.toLowerCase())) ?? from[0];
  const values: Record<string, string | undefined> = {
    product: mentioned(book.products),
    garment: mentioned(book.garments),
    size: mentioned(book.sizes.slice(1)),
    order: /FW-\d+/i.exec(typed)?.[0] ?? 'FW-48213',
    voucher: 'GIPFEL15',
    city: mentioned(book.cities),
  };
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot);
}
