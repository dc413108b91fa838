import { gapsKnownFrom } from '../../csat/gap.ts';
import { addDays, dayOf, lastCompleteWeek, type Period } from '../../csat/period.ts';
import { type CommandHandler, toAsker } from '../house.ts';
import { gapList } from '../views/gap-list.ts';
import { readFilters } from './read-filters.ts';
import { unusedFilters } from './unused-filters.ts';

/**
 * `/csat gaps`: those of the last complete week, or of what the filters ask for. Before the filters may stand `done`, for those
 * that are marked so, of all the time that gaps are known for, `dismissed`, for those that were, and `share`, to show the list
 * to the channel.
 */
export const gaps: CommandHandler = async (command, house) => {
  const { options, rest } = optionsOf(command.text.trim().replace(/^\S+\s*/, ''));
  const shelf = options.has('dismissed') ? 'dismissed' : options.has('done') ? 'done' : 'standing';
  const { channelId } = command;
  const read = await readFilters({ ...command, text: rest }, house);
  const { assistants, locales, topics, triage, signal, words, environment } = read.filter;
  const now = house.clock.now();
  const period =
    read.filter.period ?? (shelf === 'done' ? gapsKnown(now, read.zone) : lastCompleteWeek(now, read.zone));
  const filter = {
    ...read.filter,
    period,
    triage: null,
    signal: null,
    words: null,
    environment: 'real' as const,
  };
  const { list, followed, fresh } = await house.questions.gaps.list({
    ...{ channelId, period, shelf },
    filter: { assistants, locales, topics },
  });
  const problems = [...read.problems, ...unusedFilters({ triage, signal, words, environment }, USED)];
  const message = gapList({ list, followed, fresh, shelf, filter, problems });
  return options.has('share') ? { message, to: 'channel' } : toAsker(message);
};

/** From the first day of which gaps are known until now. */
const gapsKnown = (now: Date, zone: string): Period => ({
  ...{ zone, from: gapsKnownFrom(now, zone), to: addDays(dayOf(now, zone), 1) },
});

const USED = 'Gaps can be asked for by period, assistant:, locale: and topic:.';
const OPTIONS = ['done', 'dismissed', 'share'];

function optionsOf(text: string): { options: Set<string>; rest: string } {
  const options = new Set<string>();
  let rest = text;
  for (;;) {
    const [word = ''] = rest.split(/\s/, 1);
    const option = word.normalize('NFKC').toLowerCase();
    if (!OPTIONS.includes(option)) return { options, rest };
    options.add(option);
    rest = rest.slice(word.length).trimStart();
  }
}
