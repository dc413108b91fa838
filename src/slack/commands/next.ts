import { InputError } from '../../csat/input-error.ts';
import { EVERYTHING, type Scope } from '../../csat/subscription.ts';
import { showWalk } from '../actions/walk.ts';
import type { CommandHandler, House } from '../house.ts';
import type { Command } from '../payloads.ts';
import { readFilters } from './read-filters.ts';
import { unusedFilters } from './unused-filters.ts';

/** A walk through what the channel's subscription covers (else through everything), one conversation at a time. */
export const next: CommandHandler = async (command, house) =>
  showWalk(house, command.triggerId, {
    ...{ person: command.userId, channelId: command.channelId },
    scope: () => scopeOf(command, house),
  });

/**
 * Assistants, locales and topics that are typed stand in place of the subscription's.
 * @throws InputError when something else is typed: a walk must not seem to go where it does not.
 */
async function scopeOf(command: Command, house: House): Promise<Scope> {
  const text = command.text.trim().replace(/^\S+\s*/, '');
  const { filter, problems, subscription } = await readFilters({ ...command, text }, house);
  const { period, signal, words, environment } = filter;
  const triage = filter.triage === 'open' ? null : filter.triage;
  const suggestion = 'A walk through what is open can be asked for by assistant:, locale: and topic:.';
  const unread = [...problems, ...unusedFilters({ period, triage, signal, words, environment }, suggestion)];
  if (unread.length > 0) throw new InputError(unread.map((of) => `"${of.text}": ${of.suggestion}`).join(' '));
  const { assistants, locales, topics } = subscription ?? EVERYTHING;
  return {
    assistants: filter.assistants.length > 0 ? filter.assistants : assistants,
    locales: filter.locales.length > 0 ? filter.locales : locales,
    topics: filter.topics.length > 0 ? filter.topics : topics,
  };
}
