import { createHash } from 'node:crypto';
import { questionName } from '../csat/gap.ts';
import { extend, inOrder } from '../csat/gaps/extend.ts';
import { type Grouping, groupQuestions, othersFor } from '../csat/gaps/group-questions.ts';
import { olderUntil } from '../csat/gaps/older.ts';
import type { GroupedWindow } from '../csat/gaps/regroup.ts';
import { dayOf, startOfDay } from '../csat/period.ts';
import type { Database } from '../db/client.ts';
import { listWindow, loadWindow, type WindowAsked, type WindowMember } from '../db/gap-window.ts';
import { loadOtherQuestions } from '../db/other-questions.ts';

/** What of a subscription's window was grouped last, so that the newer questions need only be put into it. */
export type KnownWindows = {
  get: (subscriptionId: number, key: string) => Grouping | null;
  set: (subscriptionId: number, key: string, grouping: Grouping) => void;
};

/** In numbers of four bytes: three windows of 50,000 questions, or thirty of a thousand. */
const MOST_NUMBERS = 120_000_000;

/** Remembers as much as there is room for, what was used last. */
export function rememberWindows(most = MOST_NUMBERS): KnownWindows {
  const kept = new Map<number, { key: string; grouping: Grouping }>();
  const numbersOf = ({ views, profiles }: Grouping) => views.values.length + profiles.values.length;
  return {
    get: (subscriptionId, key) => {
      const found = kept.get(subscriptionId);
      if (found?.key !== key) return null;
      kept.delete(subscriptionId);
      kept.set(subscriptionId, found);
      return found.grouping;
    },
    set: (subscriptionId, key, grouping) => {
      kept.delete(subscriptionId);
      kept.set(subscriptionId, { key, grouping });
      let numbers = [...kept.values()].reduce((sum, { grouping }) => sum + numbersOf(grouping), 0);
      for (const [id, { grouping }] of kept) {
        if (numbers <= most || id === subscriptionId) break;
        kept.delete(id);
        numbers -= numbersOf(grouping);
      }
    },
  };
}

type Asked = { window: WindowAsked; subscription: { id: number; zone: string }; now: Date };

/**
 * A subscription's window with its groups: the older questions grouped together, unless that is known, and the newer ones
 * put into their groups. The members are in the order of their names, and the groups' places are places among them.
 * @param circumstances a text that is another one whenever what the older questions are seen among is.
 */
export async function groupWindow(
  { db, windows }: { db: Database; windows?: KnownWindows },
  { window, subscription, now }: Asked,
  circumstances: string,
): Promise<{ members: WindowMember[]; grouped: GroupedWindow }> {
  const { id, zone } = subscription;
  // One view of the database: what is listed is what is loaded.
  return db.transaction(
    async (tx) => {
      const members = await listWindow(tx, { ...window, subscriptionId: id });
      const midnight = startOfDay(dayOf(now, zone), zone);
      const until = olderUntil(
        members.map(({ firstAt }) => firstAt),
        midnight,
        now,
      );
      const isOlder = ({ firstAt }: WindowMember) => until === null || firstAt < until;
      const places = [...members.keys()];
      const older = places.filter((at) => isOlder(members[at] as WindowMember));
      const newer = places.filter((at) => !isOlder(members[at] as WindowMember));
      const load = async (at: readonly number[], span: Pick<WindowAsked, 'from' | 'until'>) => {
        const wanted = new Set(at.map((place) => questionName(members[place] as WindowMember)));
        return (await loadWindow(tx, { ...window, ...span })).filter((question) => wanted.has(questionName(question)));
      };
      const key = keyOf(
        older.map((at) => members[at] as WindowMember),
        circumstances,
      );
      let grouping = windows?.get(id, key) ?? null;
      if (grouping === null) {
        const most = othersFor(older.length);
        grouping = groupQuestions(
          await load(older, { until }),
          await loadOtherQuestions(tx, { scope: window.scope, most }),
        );
        windows?.set(id, key, grouping);
      }
      const added = until === null ? [] : await load(newer, { from: until });
      const extended = extend(grouping, older.length, added);
      return { members, grouped: { ...inOrder(extended, [...older, ...newer]), own: grouping.own } };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

function keyOf(members: readonly WindowMember[], circumstances: string): string {
  const hash = createHash('sha256').update(circumstances);
  for (const member of members) hash.update(`${questionName(member)}${member.embedded ? 1 : 0}`);
  return hash.digest('base64');
}
