import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { questionsOf } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { recordTokenTaken } from '../../src/db/workspaces.ts';
import type { Workspaces } from '../../src/delivery/workspaces.ts';
import { recentPictures } from '../../src/jobs/recent-pictures.ts';
import { openRoom, type Room } from '../../src/slack/room.ts';
import { openUploader } from '../../src/slack/upload.ts';
import type { StandIn } from '../../src/workspace/standin/stand-in.ts';
import type { Ephemeral, View } from '../../src/workspace/standin/workspace.ts';
import type { TestDatabase } from './database.ts';
import { TOKENS, WORKSPACE } from './stand-in.ts';

/** The room of Slack with the real database behind it, listening to a stand-in through a socket. */
export function useRoom(database: TestDatabase, standIn: () => StandIn): void {
  let room: Room | undefined;
  beforeAll(async () => {
    const log = pino({ level: 'silent' });
    const { id, name } = WORKSPACE.team;
    const token = { id, name, enterpriseId: null, tokenHash: '', place: 0 };
    await recordTokenTaken(database.db, token, []);
    const { apiUrl } = standIn();
    const recent = recentPictures();
    room = await openRoom({
      workspaces: onlyWorkspace(TOKENS.botToken),
      connection: { appToken: TOKENS.appToken },
      apiUrl,
      questionsOf: (workspaceId) =>
        questionsOf(
          {
            db: database.db,
            uploadPng: openUploader({ token: TOKENS.botToken, apiUrl, deadlineMs: 5_000 }),
            quickchartUrl: null,
            recent,
            log,
          },
          workspaceId,
          systemClock,
        ),
      clock: systemClock,
      log,
    });
  });
  afterAll(() => room?.stop());
}

/** A workspace of its own, as `openWorkspaces` would find it. */
export function onlyWorkspace(token: string): Pick<Workspaces, 'list' | 'of'> {
  const { team, bot } = WORKSPACE;
  const workspace = { id: team.id, name: team.name, enterpriseId: null, botUserId: bot.userId, token };
  return { list: () => [workspace], of: (id) => (id === team.id ? workspace : null) };
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
