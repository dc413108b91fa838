import { folded } from './command-calendar-words.ts';
import { didYouMean, type FilterProblem } from './command-problems.ts';
import { quoteIfNeeded } from './command-tokens.ts';
import { nearest } from './nearest.ts';

/**
 * The ids of the assistants that a person named, by id or name, in whatever letter case. One that is not known stays as
 * it was typed, so that the list is empty rather than everybody's, and is named with the nearest that is.
 */
export function knownAssistants(
  asked: string[],
  known: { id: string; name: string }[],
): { assistants: string[]; problems: FilterProblem[] } {
  const problems: FilterProblem[] = [];
  const field = (name: string) => `assistant:${quoteIfNeeded(name)}`;
  const assistants = asked.map((text) => {
    const found =
      known.find(({ id }) => id === text) ??
      known.find(({ id }) => folded(id) === folded(text)) ??
      known.find(({ name }) => folded(name) === folded(text));
    if (found !== undefined) return found.id;
    const near = nearest(text, [...known.map(({ id }) => id), ...known.map(({ name }) => name)]);
    const some = known.slice(0, 5).map(({ id }) => field(id));
    const suggestion =
      known.length === 0
        ? 'There is no assistant yet: no feedback has arrived.'
        : near !== null
          ? didYouMean(field(near))
          : `The assistants are ${some.join(', ')}${known.length > some.length ? ', …' : ''}.`;
    problems.push({ text: field(text), suggestion });
    return text;
  });
  return { assistants: [...new Set(assistants)], problems };
}
