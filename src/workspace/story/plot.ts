import { addDays, type Day, dayOf, daysOf, lastCompleteWeek, startOfDay } from '../../csat/period.ts';
import type { Topic } from './phrasebook.ts';

/** The two assistants of Fernweh, a made-up outdoor group. */
export const STORY_ASSISTANTS = [
  {
    id: 'shop',
    name: 'Fernweh Outdoor',
    zone: 'Europe/Berlin',
    conversationUrl: 'https://inbox.fernweh.example/shop/conversations/{id}',
  },
  {
    id: 'helpdesk',
    name: 'Fernweh Helpdesk',
    zone: 'Europe/London',
    conversationUrl: 'https://inbox.fernweh.example/helpdesk/conversations/{id}',
  },
] as const;

export type StoryAssistant = (typeof STORY_ASSISTANTS)[number];

/** Something that the shop's assistant has wrong from `start` to `end` (null: still); `rush` times as many people ask about it. */
export type Trouble = { topic: Topic; start: Date; end: Date | null; rush: number };

export type Plot = {
  /** Every local day that is told, the unfinished one of `now` included. */
  days: Day[];
  troubles: Trouble[];
};

const COMPLETE_WEEKS = 8;
const hoursAfter = (instant: Date, hours: number) => new Date(instant.getTime() + hours * 3_600_000);

/**
 * What happens in the eight complete weeks before `now`, and since.
 *
 * Four weeks before the last complete one, the newsletter's voucher code is refused for two days and a half: a small dip, soon mended.
 * On the Tuesday of the last complete week the shop changes its carrier and moves its returns portal, and nobody tells the assistant:
 * it goes on giving the old carrier's delivery times and a dead link. That is the week which Monday's digest has to explain.
 * On its Sunday evening the new delivery times are added to the assistant's knowledge, and new confirmation e-mails carry the
 * right link, so that fewer have to ask. The assistant's own link stays dead: it is the gap that the week so far still shows,
 * and that a visitor of the local shop page can run into.
 */
export function plotOf(now: Date): Plot {
  const zone = STORY_ASSISTANTS[0].zone;
  const bad = lastCompleteWeek(now, zone);
  const at = (daysFromBadMonday: number, hour: number) =>
    hoursAfter(startOfDay(addDays(bad.from, daysFromBadMonday), zone), hour);
  return {
    days: daysOf({
      zone,
      from: addDays(bad.from, -7 * (COMPLETE_WEEKS - 1)),
      to: addDays(dayOf(now, zone), 1),
    }),
    troubles: [
      { topic: 'vouchers', start: at(-25, 9), end: at(-23, 21), rush: 2.5 },
      { topic: 'returns', start: at(1, 10), end: at(6, 20), rush: 2.2 },
      { topic: 'returns', start: at(6, 20), end: null, rush: 0.8 },
      { topic: 'shipping', start: at(1, 10), end: at(6, 20), rush: 2.4 },
    ],
  };
}

export function troubleAt(plot: Plot, topic: Topic, instant: Date): Trouble | undefined {
  return plot.troubles.find(
    (trouble) => trouble.topic === topic && instant >= trouble.start && (trouble.end === null || instant < trouble.end),
  );
}

/** Monday to Sunday: how busy a day is beside an average one. */
const WEEKDAYS = [1.4, 1.15, 1.05, 1, 0.95, 0.8, 0.6];

/** The hours of a day, from midnight: how likely a conversation begins in each. */
export const HOURS = [2, 1, 1, 0, 0, 1, 3, 8, 14, 19, 21, 20, 17, 15, 16, 17, 18, 20, 23, 26, 28, 22, 12, 5];

/** Conversations that an assistant has on an average day; the counts of one week add up to about seven times this. */
const BUSINESS = { shop: 50, helpdesk: 13 } as const;

/** @param weekday 0 (Monday) to 6 */
export function conversationsOn(assistant: StoryAssistant['id'], weekday: number): number {
  return BUSINESS[assistant] * (WEEKDAYS[weekday] ?? 1);
}

export const LOCALES = {
  shop: { 'de-DE': 43, 'de-AT': 12, 'en-GB': 16, 'en-US': 8, 'fr-FR': 10, 'es-ES': 8, 'ja-JP': 3 },
  helpdesk: { 'de-DE': 40, 'en-GB': 38, 'en-US': 14, 'de-AT': 8 },
} as const;

export const TOPICS = {
  shop: { returns: 17, shipping: 19, sizes: 20, vouchers: 9, orders: 16, warranty: 9, payment: 10 },
  helpdesk: { repairs: 40, rental: 35, membership: 25 },
} as const satisfies Record<StoryAssistant['id'], Partial<Record<Topic, number>>>;
