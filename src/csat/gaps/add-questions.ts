import { type Distinct, distinctQuestions, type Question } from './distinct.ts';
import { leaningOf } from './expansion.ts';
import { ALIKE, type Grouping } from './group-questions.ts';
import { centreOn } from './meaning.ts';
import { direction, inner, meanOf, rowOf, sketchInto } from './neighbourhoods.ts';
import { spellOut } from './portrait.ts';
import { addFeatures, profileLength } from './profile.ts';
import { dot, type Features } from './similarity.ts';
import { termsOf, weigh } from './terms.ts';

/** In how many neighbourhoods a new question looks for its like. */
const NEAR_PARTS = 2;
/** How many known questions it is compared with in full; the others are ruled out by their sketches. */
const COMPARED = 150;
/** How many groups it is compared with in full. */
const CANDIDATES = 8;

/**
 * Puts a few more questions into a grouped window without grouping it anew: each sees the window with the window's own
 * eyes (its rarities, its mean), leans on its nearest known questions, and joins the group that it is most like, if alike
 * enough. For more than some hundredths of the window call `groupQuestions` again.
 * @returns for each question the number of its group in `known.groups`; null when it is like none.
 */
export function placeQuestions(known: Grouping, added: readonly Question[]): (number | null)[] {
  const centres = known.parts.map((rows) => direction(meanOf(known.sketches, rows)));
  const meanings = known.window.mean.length;
  const length = profileLength(meanings);
  const spelled = new Map<number, Float32Array>();
  const profileOf = (group: number): Float32Array => {
    const held = spelled.get(group);
    if (held !== undefined) return held;
    const portrait = known.portraits[group] as Grouping['portraits'][number];
    const profile = spellOut(portrait, known.window.features, new Float32Array(length));
    spelled.set(group, profile);
    return profile;
  };
  const places = new Array<number | null>(added.length).fill(null);
  for (const question of distinctQuestions(added)) {
    const group = placeOf(known, question, centres, length, profileOf);
    for (const member of question.members) places[member] = group;
  }
  return places;
}

function placeOf(
  known: Grouping,
  question: Distinct,
  centres: readonly Float32Array[],
  length: number,
  profileOf: (group: number) => Float32Array,
): number | null {
  const own: Features = {
    weights: weigh(termsOf(question.text), known.window.use),
    meaning: question.meaning && known.window.mean.length > 0 ? centreOn(known.window.mean, question.meaning) : null,
  };
  const rough = new Float32Array(known.sketches.dimensions);
  sketchInto(own, rough);
  const near = largest(
    centres.map((centre, part) => ({ at: part, value: inner(rough, centre) })),
    NEAR_PARTS,
  ).flatMap((part) => [...(known.parts[part] as Uint32Array)]);
  const rows = largest(
    near.map((row) => ({ at: row, value: inner(rough, rowOf(known.sketches, row)) })),
    COMPARED,
  );
  const vector = new Float32Array(length);
  addFeatures(own, 1, vector);
  const other = new Float32Array(length);
  const likenesses = Float32Array.from(rows, (row) => {
    other.fill(0);
    addFeatures(known.window.features[row] as Features, 1, other);
    return dot(vector, other);
  });
  const leaning = leaningOf(likenesses, -1);
  const groups = new Map<number, number>();
  leaning.rows.forEach((at, n) => {
    const row = rows[at] as number;
    addFeatures(known.window.features[row] as Features, leaning.values[n] as number, vector);
    const group = known.groupOf[row] as number;
    groups.set(group, (groups.get(group) ?? 0) + (leaning.values[n] as number));
  });
  const size = Math.sqrt(dot(vector, vector)) || 1;
  let best: number | null = null;
  let most = ALIKE;
  for (const group of largest(
    [...groups].map(([at, value]) => ({ at, value })),
    CANDIDATES,
  )) {
    const likeness = dot(vector, profileOf(group)) / size;
    if (likeness >= most) {
      best = group;
      most = likeness;
    }
  }
  return best;
}

function largest(scored: { at: number; value: number }[], most: number): number[] {
  return scored
    .sort((a, b) => b.value - a.value || a.at - b.at)
    .slice(0, most)
    .map(({ at }) => at);
}
