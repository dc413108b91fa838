import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { openRoom, type Room } from '../../src/slack/room.ts';
import { alertCard } from '../../src/slack/views/alert-card.ts';
import { eventually } from '../support/eventually.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { questionsOf } from '../support/questions.ts';
import { eyesOf } from '../support/room.ts';
import { alert } from '../support/samples.ts';
import { clientOf, TOKENS, useStandIn, WORKSPACE } from '../support/stand-in.ts';

const TEAM = { ...WORKSPACE.team, enterpriseId: 'E0001' };
const PEOPLE = [
  { id: 'U0SIS', name: 'Sister Workspace', zone: 'UTC', teamId: 'T0003', enterpriseId: 'E0001' },
  { id: 'U0SGU', name: 'Sister Guest', zone: 'UTC', teamId: 'T0003', enterpriseId: 'E0001', isGuest: true },
  { id: 'U0OTH', name: 'Other Organisation', zone: 'UTC', teamId: 'T0004', enterpriseId: 'E0002' },
];
const members = ['U0ANA', 'U0BOT', ...PEOPLE.map(({ id }) => id)];
const standIn = useStandIn({
  team: TEAM,
  users: [...WORKSPACE.users, ...PEOPLE],
  channels: [{ id: 'C0SUPPORT', name: 'support', members, isShared: true }],
});
const taken: string[] = [];
let room: Room | undefined;

beforeAll(async () => {
  const workspace = { ...TEAM, botUserId: 'U0BOT', token: TOKENS.botToken };
  const questions = questionsOf({
    acknowledgeAlert: async ({ by }) => {
      taken.push(by);
      return { acknowledged: { by, at: new Date() }, first: true };
    },
  });
  room = await openRoom({
    workspaces: { list: () => [workspace], of: (id) => (id === TEAM.id ? workspace : null) },
    connection: { appToken: TOKENS.appToken },
    apiUrl: standIn().apiUrl,
    questionsOf: () => questions,
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => room?.stop());
beforeEach(() => {
  taken.length = 0;
});

async function acknowledge(userId: string) {
  const { ts } = await clientOf(standIn()).chat.postMessage({ channel: 'C0SUPPORT', ...alertCard(alert()) });
  await standIn()
    .as(userId)
    .click({ channelId: 'C0SUPPORT', ts: String(ts) }, { actionId: ACTION.acknowledge });
}

test('somebody of another workspace of the same organisation may', async () => {
  await acknowledge('U0SIS');
  await eventually(() => taken, ['U0SIS']);
});

test.each([
  ['a guest of another workspace of the same organisation', 'U0SGU', 'Guests cannot use Thumbline'],
  ['somebody of another organisation', 'U0OTH', 'people of other organisations cannot use it'],
  ['somebody of a workspace without an organisation', 'U0SAM', 'people of other organisations cannot use it'],
])('%s may not, and is told why', async (_, userId, words) => {
  await acknowledge(userId);
  const sees = eyesOf(standIn, userId);
  await eventually(() => wordsOf(sees.lastAnswer()).includes(words), true);
  expect(taken).toEqual([]);
});

test('without the scope that tells, somebody of another workspace may not, and is told which scope it is', async () => {
  standIn().workspace.scopes.delete('users:read');
  const id = 'U0NEW';
  standIn().workspace.users.set(id, { id, name: 'New', zone: 'UTC', isGuest: false, teamId: 'T0003' });
  standIn().workspace.channels.get('C0SUPPORT')?.members.add(id);
  await acknowledge(id);
  const sees = eyesOf(standIn, id);
  await eventually(() => wordsOf(sees.lastAnswer()).includes('it lacks the scope users:read'), true);
  expect(taken).toEqual([]);
});
