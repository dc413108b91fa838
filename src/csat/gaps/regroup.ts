import { averageOf, mostCentral } from './central.ts';
import { type Extended, likenessOf, type Sight } from './extend.ts';
import { type Belonging, type Identified, identify, type KnownGap } from './identity.ts';

/** A gap of the window: `id` null is a new one; `central` is the member to show. Members are places in the window. */
export type RegroupedGap = { id: number | null; members: number[]; central: number };

/** A grouped window: its groups' members are places in the window, as are those that `sightOf` takes. `own` is of `Seen`. */
export type GroupedWindow = Extended & { own: number };

/**
 * Finds the known gaps again in a window that was grouped anew. Where a question is of is decided by the grouping and by
 * people, never by when it was asked: what a fix is judged by does not depend on which side of it a question lies.
 */
export function regroup(
  questions: readonly (Belonging & { conversation: string })[],
  known: readonly KnownGap[],
  { groups, sightOf, own }: GroupedWindow,
): { gaps: RegroupedGap[]; joined: Identified['joined'] } {
  const { gaps, joined } = identify({
    known,
    belongings: questions,
    conversations: questions.map(({ conversation }) => conversation),
    groups: groups.map(({ members }) => members),
    likeness: (question, others) => likenessOf(own, sightOf(question), meanSight(others.map(sightOf))),
  });
  const centrals = new Map(groups.map(({ members, central }) => [members[0], { size: members.length, central }]));
  return {
    joined,
    gaps: gaps.map(({ id, members }) => {
      const group = centrals.get(members[0]);
      const isWhole = group !== undefined && group.size === members.length;
      return { id, members, central: isWhole ? group.central : mostCentral(members, (at) => sightOf(at).profile) };
    }),
  };
}

const meanSight = (sights: readonly Sight[]): Sight => ({
  profile: averageOf(sights.map(({ profile }) => profile)),
  view: averageOf(sights.map(({ view }) => view)),
});
