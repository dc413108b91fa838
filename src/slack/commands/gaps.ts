import { parseFilters } from '../../csat/command-filters.ts';
import { knownAssistants } from '../../csat/known-assistants.ts';
import { lastCompleteWeek } from '../../csat/period.ts';
import { type CommandHandler, toAsker } from '../house.ts';
import { gapList } from '../views/gap-list.ts';

/**
 * `/csat gaps`: those of the last complete week, or of what the filters ask for. Before the filters may stand `dismissed`, for
 * those that were, and `share`, to show the list to the channel.
 */
export const gaps: CommandHandler = async ({ text, channelId }, { questions, clock }) => {
  const zone = (await questions.findSubscription(channelId))?.zone ?? 'UTC';
  const now = clock.now();
  const { options, rest: typed } = optionsOf(text.trim().replace(/^\S+\s*/, ''));
  const shelf = options.has('dismissed') ? ('dismissed' as const) : ('standing' as const);
  const read = parseFilters(typed, { now, zone });
  const known = read.filter.assistants.length === 0 ? [] : await questions.listAssistants();
  const { assistants, problems: unknown } = knownAssistants(read.filter.assistants, known);
  const { locales, topics } = read.filter;
  const period = read.filter.period ?? lastCompleteWeek(now, zone);
  const filter = {
    ...read.filter,
    assistants,
    period,
    triage: null,
    signal: null,
    words: null,
    environment: 'real' as const,
  };
  const { list, followed } = await questions.gaps.list({
    ...{ channelId, period, shelf },
    filter: { assistants, locales, topics },
  });
  const problems = [...read.problems, ...unknown, ...unusedOf(read.filter)];
  const message = gapList({ list, followed, shelf, filter, problems });
  return options.has('share') ? { message, to: 'channel' } : toAsker(message);
};

const OPTIONS = ['dismissed', 'share'];

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

type Filter = ReturnType<typeof parseFilters>['filter'];

/** What lists of conversations can be filtered by, and gaps cannot. */
function unusedOf({ triage, signal, words, environment }: Filter) {
  const suggestion = 'Gaps can be asked for by period, assistant:, locale: and topic:.';
  return [
    triage === null ? null : `triage:${triage}`,
    signal === null ? null : `signal:${signal}`,
    words === null ? null : `"${words}"`,
    environment === 'real' ? null : `env:${environment}`,
  ].flatMap((text) => (text === null ? [] : [{ text, suggestion }]));
}
