import type { Digest, DigestFigures, PartFigures } from './digest.ts';
import type { Call } from './overview.ts';
import { type Voice, voiceOf } from './voice.ts';

/** Which sentence a week gets. A call stands for itself. */
export type HeadlineCase = Call | 'first week' | 'nothing before' | 'no ratings' | 'silent' | 'never anything';

export function headlineCaseOf({ overview, firstWeek, lastConversationOn }: DigestFigures): HeadlineCase {
  const { csat, coverage } = overview;
  if (csat.rated === 0) {
    if (coverage.conversations > 0) return 'no ratings';
    return lastConversationOn === null ? 'never anything' : 'silent';
  }
  if (csat.previous.rated === 0) return firstWeek ? 'first week' : 'nothing before';
  return csat.call;
}

/**
 * One sentence: what happened, whether it means anything, and what drove it. Plain text; it may hold an assistant's name,
 * as `nameOf` shows it.
 */
export function headlineOf(digest: Digest, nameOf: NameOf = ({ name }) => name): string {
  const voice = voiceOf(digest.language);
  const sentence = sentenceOf(digest.figures, voice, nameOf);
  const { late } = voice.words.headline;
  return digest.lateMinutes === null ? sentence : late(voice.duration(digest.lateMinutes), sentence);
}

type NameOf = (assistant: Pick<PartFigures, 'id' | 'name'>) => string;

function sentenceOf(figures: DigestFigures, voice: Voice, nameOf: NameOf): string {
  const { csat, coverage } = figures.overview;
  const { headline } = voice.words;
  const said = headlineCaseOf(figures);
  const facts = {
    mean: voice.mean(csat.mean ?? Number.NaN),
    before: voice.mean(csat.previous.mean ?? Number.NaN),
    ratings: voice.counted('ratings', csat.rated),
    ratingsBefore: voice.counted('ratings', csat.previous.rated),
    driver: said === 'up' || said === 'down' ? driverOf(figures, said, { voice, nameOf }) : null,
  };
  switch (said) {
    case 'up':
      return headline.up(facts);
    case 'down':
      return headline.down(facts);
    case 'no clear change':
      return headline.noClearChange(facts);
    case 'too few to call':
      return headline.tooFew(facts);
    case 'first week':
      return headline.firstWeek(facts);
    case 'nothing before':
      return headline.nothingBefore(facts);
    case 'no ratings':
      return headline.noRatings(voice.counted('conversations', coverage.conversations));
    case 'silent':
      return headline.silent(voice.longDay(figures.lastConversationOn ?? figures.overview.period.from));
    case 'never anything':
      return headline.neverAnything();
  }
}

/** What a clear change comes from, as far as the figures show: one assistant, or else the share of downvotes. */
function driverOf(
  { overview, breakdown }: DigestFigures,
  direction: 'up' | 'down',
  { voice, nameOf }: { voice: Voice; nameOf: NameOf },
): string | null {
  const { csat } = overview;
  const sign = direction === 'up' ? 1 : -1;
  const { driver } = voice.words;
  const change = csat.change ?? 0;
  // A conversation has one assistant, but may have several topics: only of assistants do the contributions add up.
  const assistants = breakdown?.by === 'assistant' ? breakdown.parts : [];
  const contributions = assistants.map((assistant) => ({
    assistant,
    points: contributionOf(assistant, csat),
  }));
  const largest = contributions.sort((a, b) => sign * (b.points - a.points))[0];
  if (largest !== undefined && sign * largest.points > sign * change * MOST) {
    return driver.assistant(nameOf(largest.assistant));
  }
  const share = csat.downvotes / csat.rated;
  const shareBefore = csat.previous.downvotes / csat.previous.rated;
  if (sign * (shareBefore - share) < 0.01) return null;
  return driver.downvotes(voice.share(share), voice.share(shareBefore));
}

/** "Most of it": this part of the change and more. */
const MOST = 0.5;

/** How much of the change of the mean one assistant brought about, in points; those of all assistants add up to the change. */
function contributionOf(assistant: PartFigures, csat: DigestFigures['overview']['csat']): number {
  const reference = csat.previous.mean ?? 0;
  const pull = (mean: number | null, rated: number, all: number) =>
    mean === null || all === 0 ? 0 : ((mean - reference) * rated) / all;
  return (
    pull(assistant.mean, assistant.rated, csat.rated) -
    pull(assistant.meanBefore, assistant.ratedBefore, csat.previous.rated)
  );
}
