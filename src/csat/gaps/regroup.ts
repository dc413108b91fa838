import { meanOfRows, mostCentral } from './central.ts';
import type { Question } from './distinct.ts';
import { type Grouping, groupQuestions } from './group-questions.ts';
import { type Belonging, type Identified, identify, type KnownGap } from './identity.ts';
import { dot, vectorAt } from './vectors.ts';

/** A gap of the window: `id` null is a new one; `central` is the member to show. Members are places in the window. */
export type RegroupedGap = { id: number | null; members: number[]; central: number };

/**
 * Groups a window anew and finds the known gaps in it again. Every question of the window is placed by the same rule,
 * whenever it was asked: what a fix is judged by does not depend on which side of it a question lies.
 * @param background as of `groupQuestions`.
 */
export function regroup(
  questions: readonly (Question & Belonging & { conversation: string })[],
  known: readonly KnownGap[],
  background: readonly Question[] = [],
): { gaps: RegroupedGap[]; joined: Identified['joined'] } {
  const grouping = groupQuestions(questions, background);
  const rowOf = rowOfEach(grouping, questions.length);
  const rowsOf = (members: readonly number[]) => members.map((at) => rowOf[at] as number);
  const { gaps, joined } = identify({
    known,
    belongings: questions,
    conversations: questions.map(({ conversation }) => conversation),
    groups: grouping.groups.map(({ members }) => members),
    likeness: (question, others) =>
      dot(vectorAt(grouping.views, rowOf[question] as number), meanOfRows(rowsOf(others), grouping.views)),
  });
  const centrals = new Map(
    grouping.groups.map(({ members, central }) => [members[0], { size: members.length, central }]),
  );
  return {
    joined,
    gaps: gaps.map(({ id, members }) => {
      const group = centrals.get(members[0]);
      const isWhole = group !== undefined && group.size === members.length;
      if (isWhole) return { id, members, central: group.central };
      const row = mostCentral(rowsOf(members), grouping.profiles, () => 1);
      return { id, members, central: members.find((at) => rowOf[at] === row) as number };
    }),
  };
}

/** For every question its place among the distinct ones. */
function rowOfEach({ distinct }: Grouping, count: number): Uint32Array {
  const rowOf = new Uint32Array(count);
  distinct.forEach(({ members }, row) => {
    for (const at of members) rowOf[at] = row;
  });
  return rowOf;
}
