/**
 * The candidate that a mistyped word most likely means: at most a third of its letters are wrong, missing, surplus or swapped.
 * null: nothing is near.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const typed = word.toLowerCase().slice(0, 40);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(typed, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= mostWrong(best.candidate) ? best.candidate : null;
}

const mostWrong = (candidate: string) => Math.max(1, Math.floor(candidate.length / 3));

/** The same of several words, each of which is near; a word of up to four letters alone is near too many others. */
export function nearestPhrase(phrase: string, candidates: readonly string[]): string | null {
  const words = phrase.split(' ');
  const isAlike = (candidate: string) => {
    const others = candidate.split(' ');
    if (others.length !== words.length || (others.length === 1 && candidate.length < 5)) return false;
    return others.every((other, at) => {
      const word = words[at] ?? '';
      return Math.abs(word.length - other.length) <= mostWrong(other) && nearest(word, [other]) !== null;
    });
  };
  return nearest(phrase, candidates.filter(isAlike));
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, each counted once. */
function editDistance(a: string, b: string): number {
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (twoAbove[j - 2] ?? Infinity) + 1 : Infinity;
      row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substituted, swapped);
    }
    [twoAbove, above] = [above, row];
  }
  return above[b.length] ?? 0;
}
