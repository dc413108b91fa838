import type { Clock } from '../clock.ts';
import type { Conversation, ConversationKey } from '../csat/conversation.ts';
import { type GapDetail, type GapList, type GapRow, type GapShelf, type GapStep, gapsKnownFrom } from '../csat/gap.ts';
import { dayOf, type Period } from '../csat/period.ts';
import type { Scope, Subscription } from '../csat/subscription.ts';
import { changeGap } from '../db/change-gap.ts';
import type { Database } from '../db/client.ts';
import { loadConversation } from '../db/conversation.ts';
import { isInGap, listGapEvents, loadGapFacts, loadGapPage } from '../db/gap-detail.ts';
import { loadGapEffect, loadGapWeeks } from '../db/gap-effects.ts';
import { countDownvotes, listGaps, listOtherGaps, loadGap } from '../db/gaps.ts';
import { type GapDecisionOrder, recordGapDecision } from '../db/record-gap-decision.ts';
import type { FoundGap } from './found-gaps.ts';
import type { GapKeeper } from './gap-keeper.ts';

export type GapPortTools = {
  db: Database;
  keeper: GapKeeper;
  clock: Clock;
  findSubscription: (channelId: string) => Promise<Subscription | null>;
  log: { warn: (facts: object, message: string) => void };
};

type Asked = { gapId: number; channelId: string };
type ListAsked = { channelId: string; period: Period; filter: Scope; shelf: GapShelf };

/** What people may ask of gaps in a channel: only ever those of the channel's own subscription. */
export function gapPort({ db, keeper, clock, findSubscription, log }: GapPortTools) {
  const today = (zone: string) => dayOf(clock.now(), zone);
  const find = async ({ gapId, channelId }: Asked) => {
    const subscription = await findSubscription(channelId);
    const gap = subscription === null ? null : await loadGap(db, { id: gapId, subscriptionId: subscription.id });
    return subscription === null || gap === null ? null : { subscription, gap };
  };

  return {
    list: async ({ channelId, period, filter, shelf }: ListAsked) => {
      const subscription = await findSubscription(channelId);
      if (subscription === null) {
        // Nobody has marked any of them.
        if (shelf !== 'standing') return { followed: false, fresh: true, list: NO_GAPS };
        const [found, downvotes] = await Promise.all([
          keeper.find({ scope: filter, period, compared: true }),
          countDownvotes(db, { subscription: filter, filter, period }),
        ]);
        return {
          ...{ followed: false, fresh: true },
          list: { gaps: found.map(rowOf), downvotes, single: 0, dismissed: 0, countedFrom: null },
        };
      }
      const fresh = await keeper.refresh(subscription.id).then(
        () => true,
        (error: unknown) => {
          log.warn(
            { err: error, subscriptionId: subscription.id },
            'Gaps could not be found anew: those known are listed',
          );
          return false;
        },
      );
      const knownFrom = gapsKnownFrom(clock.now(), period.zone);
      return { followed: true, fresh, list: await listGaps(db, { subscription, period, filter, shelf, knownFrom }) };
    },

    load: async ({ page, ...asked }: Asked & { page: number }): Promise<GapDetail | null> => {
      const found = await find(asked);
      if (found === null) return null;
      const { subscription, gap } = found;
      const of = { subscription, gapId: gap.id };
      const { closedAt } = gap;
      const watched = closedAt === null ? null : { ...of, closedAt, until: today(subscription.zone) };
      const [conversations, facts, history, effect, weeks] = await Promise.all([
        loadGapPage(db, { ...of, page }),
        loadGapFacts(db, of),
        listGapEvents(db, gap),
        watched === null ? null : loadGapEffect(db, watched),
        watched === null ? { before: [], after: [] } : loadGapWeeks(db, watched),
      ]);
      return { gap, zone: subscription.zone, conversations, ...facts, effect, weeks, history };
    },

    loadConversation: async ({ key, ...asked }: Asked & { key: ConversationKey }): Promise<Conversation | null> => {
      const found = await find(asked);
      if (found === null || !(await isInGap(db, { ...found, gapId: found.gap.id, key }))) return null;
      return loadConversation(db, key);
    },

    listOthers: async (asked: Asked) => {
      const found = await find(asked);
      return found === null ? [] : listOtherGaps(db, { subscriptionId: found.subscription.id, gapId: found.gap.id });
    },

    change: async ({ channelId, ...order }: Asked & { by: string; seenVersion: number; step: GapStep }) => {
      const subscription = await findSubscription(channelId);
      return subscription === null ? null : changeGap(db, { ...order, subscriptionId: subscription.id });
    },

    work: async ({ channelId, ...order }: { channelId: string } & Omit<GapDecisionOrder, 'subscription'>) => {
      const subscription = await findSubscription(channelId);
      return subscription === null ? null : recordGapDecision(db, { ...order, subscription });
    },
  };
}

const NO_GAPS: GapList = { gaps: [], downvotes: 0, single: 0, dismissed: 0, countedFrom: null };

/** A gap that nobody follows, as a list shows it: without an id that could be opened. */
function rowOf({ conversations, ...found }: FoundGap): GapRow {
  return {
    ...{ id: 0, subscriptionId: 0, name: null, status: 'open', outcome: null, owner: null, note: null, link: null },
    ...{ closedAt: null, closedBy: null, version: 0, conversations: conversations.length },
    ...found,
  };
}
