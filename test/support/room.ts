import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { questionsOf } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { openRoom, type Room } from '../../src/slack/room.ts';
import { openUploader } from '../../src/slack/upload.ts';
import type { StandIn } from '../../src/workspace/standin/stand-in.ts';
import type { Ephemeral, View } from '../../src/workspace/standin/workspace.ts';
import type { TestDatabase } from './database.ts';
import { TOKENS } from './stand-in.ts';

/** The room of Slack with the real database behind it, listening to a stand-in through a socket. */
export function useRoom(database: TestDatabase, standIn: () => StandIn): void {
  let room: Room | undefined;
  beforeAll(async () => {
    const log = pino({ level: 'silent' });
    const { apiUrl } = standIn();
    room = await openRoom({
      botToken: TOKENS.botToken,
      connection: { appToken: TOKENS.appToken },
      apiUrl,
      questions: questionsOf({
        db: database.db,
        uploadPng: openUploader({ token: TOKENS.botToken, apiUrl, deadlineMs: 5_000 }),
        quickchartUrl: null,
        log,
      }),
      clock: systemClock,
      log,
    });
  });
  afterAll(() => room?.stop());
}

/** What one person sees in the stand-in. */
export function eyesOf(standIn: () => StandIn, userId: string) {
  const seen = (): Ephemeral[] => [...standIn().workspace.ephemerals.values()].filter((one) => one.userId === userId);
  return {
    /** Everything that was shown to this person alone, oldest first. */
    answers: seen,
    lastAnswer: (): { blocks: readonly object[]; text: string } => seen().at(-1) ?? { blocks: [], text: '' },
    /** The modal on top. */
    modal: (): View | undefined => standIn().workspace.modals.get(userId)?.at(-1),
    home: (): View | undefined => standIn().workspace.homes.get(userId),
  };
}
