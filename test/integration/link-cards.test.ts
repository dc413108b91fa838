import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { ACTION } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation } from '../support/feedback.ts';
import { wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { useStandIn, WORKSPACE } from '../support/stand-in.ts';

const REASON = 'The parcel <!channel> never came';
const database = useDatabase();
const standIn = useStandIn({
  unfurlDomains: ['inbox.example'],
  channels: [
    ...WORKSPACE.channels,
    { id: 'C0SHARED', name: 'shared', members: ['U0ANA', 'U0SAM', 'U0BOT'], isShared: true },
  ],
});
useRoom(database, standIn);

beforeAll(async () => {
  await database.db.execute(sql`
    insert into feedback.assistants (id, name, conversation_url)
    values ('shop', 'Shop', 'https://inbox.example/shop/{id}?view=all'), ('bot', 'Bot', null)`);
  await giveConversation(database.db, { assistant: 'shop', id: 'c 1/ä', reason: REASON });
  await giveConversation(database.db, { assistant: 'bot', id: 'b1', reason: 'Own address' });
  await database.db.execute(sql`update feedback.conversations set url = 'https://inbox.example/own/7' where id = 'b1'`);
});

const LINK = `https://inbox.example/shop/${encodeURIComponent('c 1/ä')}?view=all`;
const cardsOf = (channelId: string, ts: string) =>
  standIn()
    .workspace.messages.get(channelId)
    ?.find((message) => message.ts === ts)?.unfurls ?? null;
const wordsOfCard = (channelId: string, ts: string, url = LINK) =>
  wordsOf((cardsOf(channelId, ts)?.[url] ?? { blocks: [] }) as { blocks: object[] });
const unfurls = () => standIn().calls.filter(({ method }) => method === 'chat.unfurl');
const say = (userId: string, channelId: string, text: string) => standIn().as(userId).say(channelId, text);

/** Nothing is to happen: the event is taken, and then some. */
async function staysWithoutCard(userId: string, channelId: string, text = `See ${LINK}`): Promise<void> {
  const before = unfurls().length;
  const ts = await say(userId, channelId, text);
  await sleep(300);
  expect(unfurls()).toHaveLength(before);
  expect(cardsOf(channelId, ts)).toBeNull();
}

test('a link to a conversation gets a card with what was asked and why it was rated down, and its buttons work', async () => {
  const ts = await say(
    'U0ANA',
    'C0SUPPORT',
    `Look: ${LINK} and https://inbox.example/own/7 and https://inbox.example/else`,
  );
  await eventually(() => wordsOfCard('C0SUPPORT', ts).includes(REASON), true);
  expect(wordsOfCard('C0SUPPORT', ts)).toMatch(/^Negative .*Shop · de-DE .*triage: open .*Where is my order\?/);
  expect(Object.keys(cardsOf('C0SUPPORT', ts) ?? {})).toEqual([LINK, 'https://inbox.example/own/7']);
  await standIn().as('U0BEN').click({ channelId: 'C0SUPPORT', ts }, { actionId: ACTION.openTranscript });
  const ben = eyesOf(standIn, 'U0BEN');
  await eventually(() => wordsOf(ben.modal() ?? { blocks: [] }).includes(REASON), true);
});

test('in a channel that is shared with another organisation a card says nothing that a shopper wrote', async () => {
  const ts = await say('U0ANA', 'C0SHARED', LINK);
  await eventually(() => wordsOfCard('C0SHARED', ts).includes('Negative'), true);
  expect(JSON.stringify(cardsOf('C0SHARED', ts))).not.toMatch(/never came|Where is my order/);
});

test('links of guests and strangers, and in channels without Thumbline, stay as they are', async () => {
  await staysWithoutCard('U0GIL', 'C0SUPPORT');
  await staysWithoutCard('U0SAM', 'C0SHARED');
  await staysWithoutCard('U0ANA', 'C0RANDOM');
  await staysWithoutCard(
    'U0ANA',
    'C0SUPPORT',
    'https://inbox.example/shop/%E0%A4%A?view=all https://inbox.example/shop/none',
  );
});

test('where sharing cannot be seen, nothing that a shopper wrote is shown; without links:write there are no cards and no error', async () => {
  const { scopes } = standIn().workspace;
  scopes.delete('channels:read');
  scopes.delete('groups:read');
  const ts = await say('U0ANA', 'C0SUPPORT', LINK);
  await eventually(() => wordsOfCard('C0SUPPORT', ts).includes('Negative'), true);
  expect(JSON.stringify(cardsOf('C0SUPPORT', ts))).not.toMatch(/never came|Where is my order/);
  scopes.delete('links:write');
  const before = unfurls().length;
  const silent = await say('U0ANA', 'C0SUPPORT', LINK);
  await eventually(() => unfurls().length, before + 1);
  expect(cardsOf('C0SUPPORT', silent)).toBeNull();
});
