import { parseFilters } from '../../csat/command-filters.ts';
import type { FilterProblem } from '../../csat/command-problems.ts';
import type { ConversationFilter } from '../../csat/filters.ts';
import { knownAssistants } from '../../csat/known-assistants.ts';
import { knownTopics, unknownLocales } from '../../csat/known-scopes.ts';
import type { Subscription } from '../../csat/subscription.ts';
import type { House } from '../house.ts';
import type { Command } from '../payloads.ts';
import { zoneOfPerson } from '../zone-of-person.ts';

export type ReadFilters = {
  filter: ConversationFilter;
  problems: FilterProblem[];
  /** In which days were meant. */
  zone: string;
  /** The channel's; null: it has none. */
  subscription: Subscription | null;
};

/**
 * The filters that were typed, with the names of assistants and topics as they are stored. Days are those of the channel's
 * subscription; where there is none, of the person.
 */
export async function readFilters(
  { text, channelId, userId }: Pick<Command, 'text' | 'channelId' | 'userId'>,
  house: House,
): Promise<ReadFilters> {
  const { questions, clock } = house;
  const subscription = await questions.findSubscription(channelId);
  const zone = subscription?.zone ?? (await zoneOfPerson(userId, house)) ?? 'UTC';
  const now = clock.now();
  const { assistants, locales, topics } = parseFilters(text, { now, zone }).filter;
  const [shops, seen] = await Promise.all([
    assistants.length === 0 ? [] : questions.listAssistants(),
    locales.length + topics.length === 0 ? null : questions.listKnownLocalesAndTopics(),
  ]);
  // Again, now that names of several words are known.
  const known = { assistants: shops.flatMap(({ id, name }) => [id, name]), topics: seen?.topics ?? [] };
  const read = parseFilters(text, { now, zone, known });
  const named = knownAssistants(read.filter.assistants, shops);
  const filter = { ...read.filter, assistants: named.assistants };
  const problems = [...read.problems, ...named.problems];
  // What is known is known of real conversations.
  if (seen === null || filter.environment !== 'real') return { filter, problems, zone, subscription };
  const spelled = knownTopics(filter.topics, seen.topics);
  return {
    ...{ zone, subscription },
    filter: { ...filter, topics: spelled.topics },
    problems: [...problems, ...unknownLocales(filter.locales, seen.locales), ...spelled.problems],
  };
}
