import type { Acknowledgement } from '../../src/csat/alert.ts';
import type { ConversationSummary } from '../../src/csat/conversation.ts';
import { NO_SECOND_CALL } from '../../src/csat/escalation.ts';
import { NO_RATINGS, overviewOf } from '../../src/csat/overview.ts';
import { daysOf } from '../../src/csat/period.ts';
import type { Questions } from '../../src/slack/questions.ts';
import { alert, conversation, summary } from './samples.ts';

/** What a database that is down throws. */
export class Away extends Error {
  override name = 'Away';
}

const FIRST_ID = 100;

const noGaps: Questions['gaps'] = {
  list: async () => ({
    list: { gaps: [], downvotes: 0, single: 0, dismissed: 0, countedFrom: null },
    followed: true,
    fresh: true,
  }),
  load: async () => null,
  loadConversation: async () => null,
  listOthers: async () => [],
  change: async () => null,
  work: async () => null,
};

/** A house with 25 downvotes and one alert (7) in C0SUPPORT, answered from memory; a test overrides what it is about. */
export function questionsOf(overrides: Partial<Questions> = {}): Questions {
  const downvotes = Array.from(
    { length: 25 },
    (_, n): ConversationSummary => summary({ id: `c-${FIRST_ID + n}`, firstQuestion: `Question ${FIRST_ID + n}` }),
  );
  let acknowledged: Acknowledgement | null = null;
  return {
    listAssistants: async () => [{ id: 'shop', name: 'Shop' }],
    listConversations: async ({ feedback, limit, after, before }) => {
      const rows = feedback === 'downvote' ? downvotes : [];
      const start = after === null ? Math.max(0, Number(before ?? 0) - limit) : Number(after);
      const end = start + limit;
      return {
        conversations: rows.slice(start, end),
        next: end < rows.length ? String(end) : null,
        previous: start > 0 ? String(start) : null,
      };
    },
    countConversations: async (feedback) => (feedback === 'downvote' ? downvotes.length : 0),
    loadConversation: async ({ assistant, id }) =>
      id === 'c-erased' ? null : conversation({ assistant, id, turns: longTurns }),
    findConversationsAt: async () => new Map(),
    loadOverview: async (period) =>
      overviewOf(period, 'real', {
        daily: daysOf(period).map(() => NO_RATINGS),
        before: NO_RATINGS,
        thumbs: { up: 0, down: 0 },
        thumbsBefore: { up: 0, down: 0 },
        coverage: { conversations: 0, rated: 0 },
      }),
    chartOf: async () => null,
    findSubscription: async () => null,
    loadEscalationSettings: async () => NO_SECOND_CALL,
    recordSettings: async (order) => ({
      workspaceId: 'T0001',
      ...order,
      id: 1,
      beganAt: new Date('2026-11-22T18:00:00Z'),
    }),
    endSubscription: async () => null,
    findNextDigest: async () => null,
    listSubscriptions: async () => [],
    listOpenAlerts: async () => ({ entries: [], count: 0 }),
    listTasks: async () => ({ entries: [], count: 0 }),
    listChannelStatuses: async () => ({ at: new Date('2026-11-22T18:00:00Z'), channels: [] }),
    retryChannel: async () => {},
    recordAccessLost: async () => {},
    listHeldMessages: async () => [],
    recordHeldMessageDecision: async () => false,
    listKnownLocalesAndTopics: async () => ({ locales: ['de-DE', 'en'], topics: ['shipping'] }),
    previewDigest: async () => {
      const digest = { text: 'CSAT of the week: 4.2 of 5', blocks: [] };
      return { message: digest, simpler: [], plain: async () => digest };
    },
    recordTrial: async () => false,
    loadAlert: async ({ alertId, channelId }) =>
      alertId === 7 && channelId === 'C0SUPPORT' ? alert({ acknowledged }) : null,
    acknowledgeAlert: async ({ alertId, by, channelId }) => {
      if (alertId !== 7 || channelId !== 'C0SUPPORT') return null;
      const first = acknowledged === null;
      acknowledged ??= { by, at: new Date('2026-11-22T17:55:00Z') };
      return { acknowledged, first };
    },
    findAlertAt: async () => null,
    listTriageEvents: async () => [],
    recordTriage: async () => null,
    listTriageGroups: async () => [],
    reserveNextToTriage: async () => null,
    findRetestReminder: async () => null,
    skipTriage: async () => {},
    endTriageWalk: async () => {},
    acknowledgeRollup: async () => null,
    loadRollupPage: async () => null,
    gaps: noGaps,
    isDatabaseAway: (error) => error instanceof Away,
    ...overrides,
  };
}

const longTurns = Array.from({ length: 60 }, (_, n) => ({
  id: `m-${n}`,
  role: n % 2 === 0 ? ('shopper' as const) : ('assistant' as const),
  body: `Turn number ${n}`,
  sentAt: new Date(Date.UTC(2026, 10, 9, 8, n)),
  thumb: null,
}));
