/** A gap that has members in the window. `worked`: a person has named, decided, closed, split or merged it. */
export type KnownGap = { id: number; worked: boolean };

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

/** A gap that people work on wins against one that has up to twice as many members. */
const WORKED_WEIGHT = 2;
const LEAST_CONVERSATIONS = 2;

type Claim = { group: number; gap: number; shared: number; weight: number };

/**
 * Which of the groups is which of the known gaps. Group and gap that share most members find each other first, one to
 * one; what is left over of a gap that fell apart is a new gap, and a gap whose questions are all in another one's group
 * joins it. The word of people stands: a gap they work on is neither joined nor taken apart, and what they pinned stays.
 */
export function identify(window: ToIdentify): Identified {
  const { known, belongings, groups } = window;
  const workedGaps = new Set(known.filter(({ worked }) => worked).map(({ id }) => id));
  const knownIds = new Set(known.map(({ id }) => id));
  const free = groups.map((members) => members.filter((at) => belongings[at]?.pinned !== true));
  const gapOf = (at: number): number | null => {
    const gap = belongings[at]?.gap ?? null;
    return gap !== null && knownIds.has(gap) ? gap : null;
  };
  const claims = claimsOf(free, gapOf, workedGaps);

  const ownerOf = new Map<number, number>();
  const groupless = new Set(claims.map(({ gap }) => gap));
  for (const { group, gap } of claims) {
    if (ownerOf.has(group) || !groupless.has(gap)) continue;
    ownerOf.set(group, gap);
    groupless.delete(gap);
  }
  keepTogether(claims, ownerOf, workedGaps);

  const members = new Map<number, number[]>(known.map(({ id }) => [id, []]));
  belongings.forEach(({ gap, pinned }, at) => {
    if (pinned && gap !== null) members.get(gap)?.push(at);
  });
  const bestOf = new Map<number, Claim>();
  for (const claim of claims) if (!bestOf.has(claim.gap)) bestOf.set(claim.gap, claim);
  const dividers = new Map<number, number[]>();
  const joined: Identified['joined'] = [];
  for (const gap of groupless) {
    const best = bestOf.get(gap) as Claim;
    const owner = ownerOf.get(best.group) as number;
    if (workedGaps.has(gap)) dividers.set(best.group, [...(dividers.get(best.group) ?? []), gap]);
    else if ((members.get(gap) ?? []).length === 0) joined.push({ gap, into: owner });
  }
  const fresh: number[][] = [];
  free.forEach((group, number) => {
    const owner = ownerOf.get(number);
    if (owner === undefined) {
      if (new Set(group.map((at) => window.conversations[at])).size >= LEAST_CONVERSATIONS) fresh.push([...group]);
      return;
    }
    const claimants = [owner, ...(dividers.get(number) ?? [])].sort((a, b) => a - b);
    for (const [at, gap] of divide(group, claimants, gapOf, window.likeness)) members.get(gap)?.push(at);
  });
  return {
    gaps: [
      ...[...members].flatMap(([id, own]) => (own.length === 0 ? [] : [{ id, members: own.sort(ascending) }])),
      ...fresh.map((own) => ({ id: null, members: own })),
    ],
    joined: joined.sort((a, b) => a.gap - b.gap),
  };
}

/** Every pair of a group and a gap that share members, the most shared first. */
function claimsOf(
  groups: readonly number[][],
  gapOf: (at: number) => number | null,
  workedGaps: ReadonlySet<number>,
): Claim[] {
  const claims = groups.flatMap((group, number) => {
    const shared = new Map<number, number>();
    for (const at of group) {
      const gap = gapOf(at);
      if (gap !== null) shared.set(gap, (shared.get(gap) ?? 0) + 1);
    }
    return [...shared].map(([gap, count]) => ({
      ...{ group: number, gap, shared: count },
      weight: count * (workedGaps.has(gap) ? WORKED_WEIGHT : 1),
    }));
  });
  const firstOf = (claim: Claim) => groups[claim.group]?.[0] ?? 0;
  return claims.sort((a, b) => b.weight - a.weight || a.gap - b.gap || firstOf(a) - firstOf(b));
}

/** A group that nobody has, and most of whose known questions are of a gap that people work on, stays with that gap. */
function keepTogether(claims: readonly Claim[], ownerOf: Map<number, number>, workedGaps: ReadonlySet<number>): void {
  const totals = new Map<number, number>();
  for (const { group, shared } of claims) totals.set(group, (totals.get(group) ?? 0) + shared);
  for (const { group, gap, shared } of claims) {
    if (!ownerOf.has(group) && workedGaps.has(gap) && shared * 2 > (totals.get(group) ?? 0)) ownerOf.set(group, gap);
  }
}

/** Known questions stay with their gap; the others go to the gap whose known questions they are most like. */
function* divide(
  group: readonly number[],
  claimants: readonly number[],
  gapOf: (at: number) => number | null,
  likeness: ToIdentify['likeness'],
): Generator<[at: number, gap: number]> {
  const [only, ...others] = claimants as [number, ...number[]];
  const anchors = new Map(claimants.map((gap) => [gap, group.filter((at) => gapOf(at) === gap)]));
  for (const at of group) {
    const gap = gapOf(at);
    if (others.length === 0) yield [at, only];
    else if (gap !== null && anchors.has(gap)) yield [at, gap];
    else {
      const likes = claimants.map((claimant) => likeness(at, anchors.get(claimant) ?? []));
      yield [at, claimants[likes.indexOf(Math.max(...likes))] ?? only];
    }
  }
}

const ascending = (a: number, b: number) => a - b;
