import { parseFilters } from '../../csat/command-filters.ts';
import { knownAssistants } from '../../csat/known-assistants.ts';
import { lastCompleteWeek } from '../../csat/period.ts';
import { type CommandHandler, toAsker } from '../house.ts';
import { gapList } from '../views/gap-list.ts';

/** `/csat gaps`: those of the last complete week, or of what the filters ask for. */
export const gaps: CommandHandler = async ({ text, channelId }, { questions, clock }) => {
  const zone = (await questions.findSubscription(channelId))?.zone ?? 'UTC';
  const now = clock.now();
  const typed = text.trim().replace(/^\S+\s*/, '');
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
  const { list, followed } = await questions.gaps.list({ channelId, period, filter: { assistants, locales, topics } });
  const problems = [...read.problems, ...unknown, ...unusedOf(read.filter)];
  return toAsker(gapList({ list, followed, filter, problems }));
};

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
