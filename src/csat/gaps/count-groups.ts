/** A half-open span of time. */
export type TimeSpan = { start: Date; end: Date };

/** What is known of a question beside its words. `conversation` is its conversation's name, the same for all of its questions. */
export type Asked = {
  conversation: string;
  thumbedAt: Date | null;
  downvotedAt: Date | null;
  topics: readonly string[];
};

/** A group as one period saw it. `sample` and `members` are places in the list of questions; of the period are only `members`. */
export type CountedGroup = {
  sample: number;
  members: number[];
  conversations: number;
  conversationsBefore: number;
  downvotes: number;
  thumbsDown: number;
  firstAt: Date;
  lastAt: Date;
  /** The most frequent first, by conversations. */
  topics: string[];
};

const LEAST_CONVERSATIONS = 2;

/** The groups that have two conversations and more in the period, the largest first. */
export function countGroups(
  questions: readonly Asked[],
  groups: readonly { members: readonly number[]; central: number }[],
  { period, before }: { period: TimeSpan; before: TimeSpan },
): CountedGroup[] {
  return groups
    .flatMap(({ members, central }): CountedGroup[] => {
      const now = members.filter((at) => instantsIn(questions[at] as Asked, period).length > 0);
      const conversations = conversationsOf(now, questions).size;
      if (conversations < LEAST_CONVERSATIONS) return [];
      const instants = now.flatMap((at) => instantsIn(questions[at] as Asked, period)).sort((a, b) => +a - +b);
      const earlier = members.filter((at) => instantsIn(questions[at] as Asked, before).length > 0);
      return [
        {
          sample: now.includes(central) ? central : (now[0] as number),
          members: now,
          conversations,
          conversationsBefore: conversationsOf(earlier, questions).size,
          downvotes: conversationsOf(
            now.filter((at) => isIn(questions[at]?.downvotedAt ?? null, period)),
            questions,
          ).size,
          thumbsDown: now.filter((at) => isIn(questions[at]?.thumbedAt ?? null, period)).length,
          firstAt: instants[0] as Date,
          lastAt: instants.at(-1) as Date,
          topics: topicsOf(now, questions),
        },
      ];
    })
    .sort(
      (a, b) =>
        b.conversations - a.conversations || b.downvotes - a.downvotes || (a.members[0] ?? 0) - (b.members[0] ?? 0),
    );
}

const isIn = (instant: Date | null, { start, end }: TimeSpan) => instant !== null && instant >= start && instant < end;

/** When feedback on the question came in the span. */
const instantsIn = ({ thumbedAt, downvotedAt }: Asked, span: TimeSpan): Date[] =>
  [thumbedAt, downvotedAt].filter((instant) => instant !== null && isIn(instant, span)) as Date[];

const conversationsOf = (members: readonly number[], questions: readonly Asked[]) =>
  new Set(members.map((at) => questions[at]?.conversation));

function topicsOf(members: readonly number[], questions: readonly Asked[]): string[] {
  const topicOf = new Map(members.map((at) => [questions[at]?.conversation, questions[at]?.topics ?? []]));
  const counts = new Map<string, number>();
  for (const topics of topicOf.values()) for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([topic]) => topic);
}
