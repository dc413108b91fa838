import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTION, SHORTCUT } from '../../src/slack/ids.ts';
import type { Questions } from '../../src/slack/questions.ts';
import { openRoom, type Room } from '../../src/slack/room.ts';
import { alertCard } from '../../src/slack/views/alert-card.ts';
import { eventually } from '../support/eventually.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { questionsOf } from '../support/questions.ts';
import { eyesOf, onlyWorkspace } from '../support/room.ts';
import { alert } from '../support/samples.ts';
import { clientOf, TOKENS, useStandIn } from '../support/stand-in.ts';

const QUERY_MS = 2_000;
const standIn = useStandIn();
const sees = eyesOf(standIn, 'U0ANA');
const triage = {
  ...{
    outcome: 'rule' as const,
    owner: null,
    note: null,
    link: null,
    decidedBy: 'U0ANA',
    decidedAt: new Date(),
    version: 1,
  },
  ...{ doneBy: null, doneAt: null, retest: null, retestedBy: null, retestedAt: null },
};
let room: Room;

beforeAll(async () => {
  const known = questionsOf({
    findAlertAt: async () => ({ alertId: 7 }),
    recordTriage: async () => ({ recorded: true, triage }),
    reserveNextToTriage: async () => ({ assistant: 'shop', id: 'c-1' }),
  });
  const slow = new Proxy(known, {
    get: (_, name: keyof Questions) =>
      name === 'isDatabaseAway'
        ? known[name]
        : async (...asked: never[]) => {
            await sleep(QUERY_MS);
            return (known[name] as (...asked: never[]) => unknown)(...asked);
          },
  });
  const log = pino({ level: 'silent' });
  const clock = { now: () => new Date('2026-11-22T18:00:00Z') };
  const { botToken, appToken } = TOKENS;
  room = await openRoom({
    workspaces: onlyWorkspace(botToken),
    connection: { appToken },
    apiUrl: standIn().apiUrl,
    questionsOf: () => slow,
    clock,
    log,
  });
});
afterAll(() => room.stop());

const words = () => wordsOf(sees.modal() ?? { blocks: [] });
const shows = (text: string) => eventually(() => words().includes(text), true, 15_000);
const ana = () => standIn().as('U0ANA');
const card = async () => {
  const { ts } = await clientOf(standIn()).chat.postMessage({ channel: 'C0SUPPORT', ...alertCard(alert()) });
  return { channelId: 'C0SUPPORT', ts: String(ts) };
};
const inTime = { problem: null, ackMs: expect.toSatisfy((ackMs: number) => ackMs < 2_500) };

test('with a database that takes 2 seconds for each query the form says that it loads, and that it saves', async () => {
  expect(await ana().click(await card(), { actionId: ACTION.triageAlert })).toMatchObject(inTime);
  expect(words()).toContain('Loading');
  await shows('What should happen?');
  const values = { outcome: { outcome: { selected_option: { value: 'rule' } } } };
  expect(await ana().submit(String(sees.modal()?.id), values)).toMatchObject(inTime);
  expect(words()).toContain('Saving');
  await shows('Saved: Write a rule');
  await ana().closeView(String(sees.modal()?.id));
}, 30_000);

test('so do the shortcut and the walk, and its buttons', async () => {
  const { channelId, ts } = await card();
  expect(await ana().shortcut(channelId, ts, SHORTCUT.triage)).toMatchObject(inTime);
  await eventually(() => words().includes('Loading'), true);
  await shows('What should happen?');
  await ana().closeView(String(sees.modal()?.id));
  expect(await ana().command(channelId, '/csat', 'next')).toMatchObject(inTime);
  expect(words()).toContain('Loading');
  await shows('Turn number 0');
  const view = { viewId: String(sees.modal()?.id) };
  expect(await ana().click(view, { actionId: ACTION.decideRule })).toMatchObject(inTime);
  await shows('Saved: Write a rule');
  expect(await ana().click(view, { actionId: ACTION.openTriageForm })).toMatchObject(inTime);
  await shows('What should happen?');
}, 60_000);
