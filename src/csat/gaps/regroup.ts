import type { Question } from './distinct.ts';
import { type Grouping, groupQuestions } from './group-questions.ts';
import { type Belonging, type Identified, identify, type KnownGap } from './identity.ts';
import { addFeatures, profileLength } from './profile.ts';
import { dot, type Features } from './similarity.ts';

/** A gap of the window: `id` null is a new one; `central` is the member to show. Members are places in the window. */
export type RegroupedGap = { id: number | null; members: number[]; central: number };

/**
 * Groups a window anew and finds the known gaps in it again. Every question of the window is placed by the same rule,
 * whenever it was asked: what a fix is judged by does not depend on which side of it a question lies.
 */
export function regroup(
  questions: readonly (Question & Belonging & { conversation: string })[],
  known: readonly KnownGap[],
): { gaps: RegroupedGap[]; joined: Identified['joined'] } {
  const grouping = groupQuestions(questions);
  const features = featuresOfEach(grouping, questions.length);
  const { gaps, joined } = identify({
    known,
    belongings: questions,
    conversations: questions.map(({ conversation }) => conversation),
    groups: grouping.groups.map(({ members }) => members),
    likeness: (question, others) => likenessTo(features[question] as Features, profileOf(others, features)),
  });
  const centrals = new Map(
    grouping.groups.map(({ members, central }) => [members[0], { size: members.length, central }]),
  );
  return {
    joined,
    gaps: gaps.map(({ id, members }) => {
      const group = centrals.get(members[0]);
      const isWhole = group !== undefined && group.size === members.length;
      return { id, members, central: isWhole ? group.central : centralOf(members, features) };
    }),
  };
}

function featuresOfEach({ distinct, window }: Grouping, count: number): Features[] {
  const features = new Array<Features>(count);
  distinct.forEach(({ members }, row) => {
    for (const at of members) features[at] = window.features[row] as Features;
  });
  return features;
}

/** The member most like the mean of all; the first of several. */
function centralOf(members: readonly number[], features: readonly Features[]): number {
  const profile = profileOf(members, features);
  let best = members[0] as number;
  let most = Number.NEGATIVE_INFINITY;
  for (const at of members) {
    const likeness = likenessTo(features[at] as Features, profile);
    if (likeness > most) [best, most] = [at, likeness];
  }
  return best;
}

function profileOf(members: readonly number[], features: readonly Features[]): Float32Array {
  const dimensions = features.find(({ meaning }) => meaning !== null)?.meaning?.length ?? 0;
  const sum = new Float32Array(profileLength(dimensions));
  for (const at of members) addFeatures(features[at] as Features, 1 / members.length, sum);
  return sum;
}

function likenessTo(features: Features, profile: Float32Array): number {
  const own = new Float32Array(profile.length);
  addFeatures(features, 1, own);
  return dot(own, profile);
}
