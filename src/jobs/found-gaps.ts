import type { ConversationKey } from '../csat/conversation.ts';
import type { QuestionKey } from '../csat/gap.ts';
import { type CountedGroup, countGroups } from '../csat/gaps/count-groups.ts';
import { groupQuestions, othersFor } from '../csat/gaps/group-questions.ts';
import { instantsOf, type Period, previousPeriod } from '../csat/period.ts';
import type { Scope } from '../csat/subscription.ts';
import { loadWindow, type WindowQuestion } from '../db/gap-window.ts';
import { loadOtherQuestions } from '../db/other-questions.ts';
import { recordQuestions } from '../db/record-questions.ts';
import { conversationOf, embedQuestions, type GapTools, renewOtherQuestions } from './gap-refresh.ts';

export type FindGaps = { scope: Scope; period: Period; compared: boolean };

/** A gap of a period that nobody follows: it has no name and no history. */
export type FoundGap = Omit<CountedGroup, 'sample' | 'members' | 'conversations'> & {
  sample: QuestionKey;
  question: string;
  conversations: ConversationKey[];
};

/**
 * Groups the questions of a period and gives back the gaps of two and more conversations. `compared`: with those of the
 * period before, so that the same gap is known in both; else `conversationsBefore` is 0.
 */
export async function findGaps(
  tools: GapTools,
  {
    scope,
    period,
    compared,
    now,
    embedWithinMs,
    othersWithinMs,
  }: FindGaps & { now: Date; embedWithinMs: number; othersWithinMs: number },
): Promise<FoundGap[]> {
  const { db } = tools;
  const span = instantsOf(period);
  const before = instantsOf(previousPeriod(period));
  const since = compared ? before.start : span.start;
  const { assistants } = scope;
  await recordQuestions(db, { assistants, since });
  await embedQuestions(tools, { table: 'questions', assistants, since, withinMs: embedWithinMs });
  await renewOtherQuestions(tools, { assistants, now, withinMs: othersWithinMs });
  const questions = await loadWindow(db, { scope, since, until: span.end });
  const { groups } = groupQuestions(
    questions,
    await loadOtherQuestions(db, { scope, most: othersFor(questions.length) }),
  );
  const asked = questions.map((question) => ({ ...question, conversation: conversationOf(question) }));
  return countGroups(asked, groups, { period: span, before }).map(({ sample, members, ...counts }) => {
    const { assistant, id, message, question } = questions[sample] as WindowQuestion;
    const names = new Set(members.map((at) => asked[at]?.conversation ?? ''));
    return {
      ...counts,
      sample: { assistant, id, message },
      question,
      conversations: [...names].map((name) => {
        const [assistant, id] = JSON.parse(name) as [string, string];
        return { assistant, id };
      }),
    };
  });
}
