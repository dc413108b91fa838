import type { Database } from '../../src/db/client.ts';
import { importFeedback } from '../../src/sources/import.ts';
import { fileOf, importLine } from './import-lines.ts';

export type GivenTurn = { role: 'shopper' | 'assistant' | 'agent'; body: string; down?: Date };
export type GivenAsked = {
  id: string;
  assistant?: string;
  environment?: 'real' | 'sandbox';
  locale?: string | null;
  topics?: string[];
  startedAt: Date;
  turns: GivenTurn[];
  downvotedAt?: Date | null;
  reason?: string | null;
};

/** Writes, or rewrites, conversations as an import would. */
export async function giveAsked(db: Database, given: GivenAsked[]): Promise<void> {
  await importFeedback(db, fileOf(given.map(lineOf)));
}

/** One that asked this, got an answer and a thumb down for it. */
export const asked = (id: string, question: string, at: Date, more: Partial<GivenAsked> = {}): GivenAsked => ({
  id,
  startedAt: at,
  turns: [
    { role: 'shopper', body: question },
    { role: 'assistant', body: 'I do not know.', down: at },
  ],
  ...more,
});

function lineOf({ id, assistant = 'shop', startedAt, turns, downvotedAt = null, reason = null, ...more }: GivenAsked) {
  return importLine({
    ...{
      id,
      assistant,
      environment: more.environment ?? 'real',
      locale: more.locale ?? null,
      topics: more.topics ?? [],
    },
    startedAt: startedAt.toISOString(),
    messages: turns.map(({ role, body, down }, at) => ({
      ...{ id: `m-${at}`, role, body, sentAt: startedAt.toISOString() },
      ...{ feedback: down === undefined ? null : 'down', feedbackAt: down?.toISOString() ?? null },
    })),
    rating:
      downvotedAt === null
        ? null
        : { verdict: 'down', score: 1, negativeReason: reason, ratedAt: downvotedAt.toISOString() },
  });
}
