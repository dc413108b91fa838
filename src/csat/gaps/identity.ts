/**
 * A gap that has members in the window. `worked`: a person has named, decided, closed, dismissed, split or merged it;
 * `dismissed`: nobody wants to see it again.
 */
export type KnownGap = { id: number; worked: boolean; dismissed?: boolean };

/** Where a question belonged until now. `pinned`: a person put it there, so it stays. */
export type Belonging = { gap: number | null; pinned: boolean };

export type Identified = {
  /** `id` null: a new gap. Members are places in the window, ascending. */
  gaps: { id: number | null; members: number[] }[];
  /** Known gaps that are one with another now. */
  joined: { gap: number; into: number }[];
};

export type ToIdentify = {
  known: readonly KnownGap[];
  /** One for each question of the window. */
  belongings: readonly Belonging[];
  /** A question's conversation, by any name: a group within one conversation is no gap. */
  conversations: readonly string[];
  /** The window's questions as they were grouped anew: each in one group, members ascending. */
  groups: readonly (readonly number[])[];
  /** How much a question is like others; the greater the more. */
  likeness: (question: number, others: readonly number[]) => number;
};

/**
 * A gap that people work on wins against one that has up to twice as many members. One that they dismissed does not: what is
 * in no list must not take with it what nobody has seen.
 */
const WORKED_WEIGHT = 2;
const LEAST_CONVERSATIONS = 2;

type Claim = { group: number; gap: number; shared: number; weight: number };

/**
 * Which of the groups is which of the known gaps. Group and gap that share most members find each other first, one to
 * one; what is left over of a gap that fell apart is a new gap, and a gap whose questions are all in another one's group
 * joins it. The word of people stands: a gap they work on is neither joined nor taken apart, and what they pinned stays,
 * and draws new questions to it.
 */
export function identify(window: ToIdentify): Identified {
  const { known, belongings, groups } = window;
  const workedGaps = new Set(known.filter(({ worked }) => worked).map(({ id }) => id));
  const knownIds = new Set(known.map(({ id }) => id));
  const gapOf = (at: number): number | null => {
    const gap = belongings[at]?.gap ?? null;
    return gap !== null && knownIds.has(gap) ? gap : null;
  };
  /** The gap that a question stays with, whatever it is grouped with. */
  const fixedTo = (at: number): number | null => {
    const gap = gapOf(at);
    return gap !== null && (belongings[at]?.pinned === true || workedGaps.has(gap)) ? gap : null;
  };
  const dismissed = new Set(known.filter((gap) => gap.dismissed === true).map(({ id }) => id));
  const claims = claimsOf(groups, gapOf, { workedGaps, dismissed });
  const { ownerOf, groupless } = findOwners(claims);
  keepTogether(claims, ownerOf, workedGaps);

  const members = new Map<number, number[]>(known.map(({ id }) => [id, []]));
  const dividers = groups.map((group) => pinnedIn(group, belongings, gapOf));
  const withPinned = new Set(dividers.flatMap((gaps) => [...gaps]));
  const joined: Identified['joined'] = [];
  for (const [gap, best] of groupless) {
    if (workedGaps.has(gap)) dividers[best.group]?.add(gap);
    else if (!withPinned.has(gap)) joined.push({ gap, into: ownerOf.get(best.group) as number });
  }
  const fresh: number[][] = [];
  groups.forEach((group, number) => {
    const free: number[] = [];
    for (const at of group) {
      const gap = fixedTo(at);
      if (gap === null) free.push(at);
      else members.get(gap)?.push(at);
    }
    const owner = ownerOf.get(number);
    if (owner === undefined) {
      if (new Set(free.map((at) => window.conversations[at])).size >= LEAST_CONVERSATIONS) fresh.push(free);
      return;
    }
    const claimants = [...new Set([owner, ...(dividers[number] ?? [])])].sort(ascending);
    const anchors = new Map(claimants.map((gap) => [gap, group.filter((at) => gapOf(at) === gap)]));
    for (const at of free) members.get(claimantFor(at, anchors, gapOf, window.likeness))?.push(at);
  });
  return {
    gaps: [
      ...[...members].flatMap(([id, own]) => (own.length === 0 ? [] : [{ id, members: own.sort(ascending) }])),
      ...fresh.map((own) => ({ id: null, members: own })),
    ],
    joined: joined.sort((a, b) => a.gap - b.gap),
  };
}

/** Group and gap with the strongest claim find each other, one to one. `groupless`: the gaps that found none, each with its best claim. */
function findOwners(claims: readonly Claim[]): { ownerOf: Map<number, number>; groupless: Map<number, Claim> } {
  const ownerOf = new Map<number, number>();
  const owning = new Set<number>();
  for (const { group, gap } of claims) {
    if (ownerOf.has(group) || owning.has(gap)) continue;
    ownerOf.set(group, gap);
    owning.add(gap);
  }
  const groupless = new Map<number, Claim>();
  for (const claim of claims) {
    if (!owning.has(claim.gap) && !groupless.has(claim.gap)) groupless.set(claim.gap, claim);
  }
  return { ownerOf, groupless };
}

/** The gaps that people put a question of the group into. */
function pinnedIn(
  group: readonly number[],
  belongings: readonly Belonging[],
  gapOf: (at: number) => number | null,
): Set<number> {
  return new Set(group.flatMap((at) => (belongings[at]?.pinned ? [gapOf(at)] : [])).filter((gap) => gap !== null));
}

/** Every pair of a group and a gap that share members, the most shared first; of as many, what was dismissed last. */
function claimsOf(
  groups: ToIdentify['groups'],
  gapOf: (at: number) => number | null,
  { workedGaps, dismissed }: Record<'workedGaps' | 'dismissed', ReadonlySet<number>>,
): Claim[] {
  const claims = groups.flatMap((group, number) => {
    const shared = new Map<number, number>();
    for (const at of group) {
      const gap = gapOf(at);
      if (gap !== null) shared.set(gap, (shared.get(gap) ?? 0) + 1);
    }
    return [...shared].map(([gap, count]) => ({
      ...{ group: number, gap, shared: count },
      weight: count * (workedGaps.has(gap) && !dismissed.has(gap) ? WORKED_WEIGHT : 1),
    }));
  });
  const firstOf = (claim: Claim) => groups[claim.group]?.[0] ?? 0;
  const isDismissed = ({ gap }: Claim) => Number(dismissed.has(gap));
  return claims.sort(
    (a, b) => b.weight - a.weight || isDismissed(a) - isDismissed(b) || a.gap - b.gap || firstOf(a) - firstOf(b),
  );
}

/** A group that nobody has, and most of whose known questions are of a gap that people work on, stays with that gap. */
function keepTogether(claims: readonly Claim[], ownerOf: Map<number, number>, workedGaps: ReadonlySet<number>): void {
  const totals = new Map<number, number>();
  for (const { group, shared } of claims) totals.set(group, (totals.get(group) ?? 0) + shared);
  for (const { group, gap, shared } of claims) {
    if (!ownerOf.has(group) && workedGaps.has(gap) && shared * 2 > (totals.get(group) ?? 0)) ownerOf.set(group, gap);
  }
}

/** A known question stays with its gap where that claims the group; any other goes to the gap whose known questions it is most like. */
function claimantFor(
  at: number,
  anchors: ReadonlyMap<number, readonly number[]>,
  gapOf: (at: number) => number | null,
  likeness: ToIdentify['likeness'],
): number {
  const own = gapOf(at);
  if (own !== null && anchors.has(own)) return own;
  const claimants = [...anchors.keys()];
  if (claimants.length === 1) return claimants[0] as number;
  const likes = claimants.map((gap) => likeness(at, anchors.get(gap) ?? []));
  return claimants[likes.indexOf(Math.max(...likes))] as number;
}

const ascending = (a: number, b: number) => a - b;
