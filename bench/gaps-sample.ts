/** A question and the intent that people gave it. */
export type Labelled = { text: string; intent: string };

/** A drawn question; one of a kind (`single`) when its intent is not among those that were asked about many times. */
export type Drawn = Labelled & { at: number; single: boolean };

export type Half = 'one' | 'other' | 'all';

/** `text,category` with quoted fields as in RFC 4180; the first line names the columns. */
export function parseQuestions(csv: string): Labelled[] {
  const records = Array.from(csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*)),([^,\r\n]*)\r?\n?/g), (match) => ({
    text: (match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim(),
    intent: match[3] ?? '',
  }));
  return records.slice(1);
}

/** The intents in an order that chance gave once: the first half is `one`, the rest `other`. */
export function intentsOf(questions: readonly Labelled[], half: Half): string[] {
  const all = [...new Set(questions.map(({ intent }) => intent))].sort();
  if (half === 'all') return all;
  const shuffled = shuffle(all, mulberry32(77));
  const middle = shuffled.length >> 1;
  return (half === 'one' ? shuffled.slice(0, middle) : shuffled.slice(middle)).sort();
}

/**
 * Questions as shoppers' thumbs would pick them: a few intents that many ask about (sizes falling with rank^-0.8, from 40
 * down to 3 at least), and questions of all other intents that stand alone. From all intents: 800 over 40, and 200 others;
 * from a half of them: half as many.
 */
export function draw(questions: readonly Labelled[], half: Half, seed: number): Drawn[] {
  const random = mulberry32(seed * 7919 + 17);
  const [asked, total, singles] = half === 'all' ? [40, 800, 200] : [20, 400, 100];
  const intents = shuffle(intentsOf(questions, half), random);
  const sizes = unevenSizes(asked, total);
  const places = questions.map((question, at) => ({ ...question, at }));
  const drawn = intents.slice(0, asked).flatMap((intent, rank) =>
    shuffle(
      places.filter((question) => question.intent === intent),
      random,
    )
      .slice(0, sizes[rank])
      .map((question) => ({ ...question, single: false })),
  );
  const others = new Set(intents.slice(asked));
  const rest = shuffle(
    places.filter(({ intent }) => others.has(intent)),
    random,
  );
  return shuffle([...drawn, ...rest.slice(0, singles).map((question) => ({ ...question, single: true }))], random);
}

function unevenSizes(intents: number, total: number): number[] {
  const sizesAt = (scale: number) =>
    Array.from({ length: intents }, (_, rank) => Math.min(40, Math.max(3, scale * (rank + 1) ** -0.8)));
  let low = 0;
  let high = 1e5;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (sizesAt(middle).reduce((a, b) => a + b) > total) high = middle;
    else low = middle;
  }
  const sizes = sizesAt(low).map(Math.floor);
  for (let rank = 0, short = total - sizes.reduce((a, b) => a + b); short > 0; rank = (rank + 1) % intents) {
    if ((sizes[rank] as number) >= 40) continue;
    sizes[rank] = (sizes[rank] as number) + 1;
    short--;
  }
  return sizes;
}

export function shuffle<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
  }
  return copy;
}

/** Mulberry32 (Tommy Ettinger, public domain): small, seeded, good enough to draw samples. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
