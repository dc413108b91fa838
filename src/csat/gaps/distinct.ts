import { normalise } from './tokens.ts';

/** A shopper's question, with its meaning vector where an embedder knew its language. */
export type Question = { text: string; meaning: Float32Array | null };

/** The same question asked by several: `members` are places in the list that was given. */
export type Distinct = Question & { members: number[] };

/**
 * Brings together what reads the same and puts it in one order, whatever order the questions came in: everything after
 * this sees the same input for the same set of questions, so it gives the same gaps.
 */
export function distinctQuestions(questions: readonly Question[]): Distinct[] {
  const order = questions
    .map(({ text }, at) => ({ key: normalise(text), text, at }))
    .sort((a, b) => compare(a.key, b.key) || compare(a.text, b.text) || a.at - b.at);
  const distinct: Distinct[] = [];
  let last: string | null = null;
  for (const { key, text, at } of order) {
    const meaning = questions[at]?.meaning ?? null;
    const same = distinct[distinct.length - 1];
    if (same !== undefined && key === last) {
      same.members.push(at);
      same.meaning ??= meaning;
    } else {
      distinct.push({ text, meaning, members: [at] });
      last = key;
    }
  }
  return distinct;
}

/** By UTF-16 units: the same on every machine, unlike localeCompare. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
