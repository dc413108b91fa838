import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadEscalationSettings } from '../../src/db/escalation-settings.ts';
import { findSubscription, recordSubscription } from '../../src/db/subscriptions.ts';
import { renderTrial } from '../../src/jobs/digest.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { VALUE } from '../../src/slack/views/choices.ts';
import { FIELD, NONE } from '../../src/slack/views/subscription-fields.ts';
import type { EnteredValues } from '../../src/workspace/standin/stand-in.ts';
import { empty, useDatabase } from '../support/database.ts';
import { runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation } from '../support/feedback.ts';
import { elementsOf, wordsOf } from '../support/fits-slack.ts';
import { eyesOf, useRoom } from '../support/room.ts';
import { useStandIn, WORKSPACE } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn({
  channels: [
    ...WORKSPACE.channels,
    { id: 'C0SHARED', name: 'shared', members: ['U0ANA', 'U0BOT'], isShared: true },
    { id: 'C0BENS', name: 'bens', members: ['U0BEN', 'U0ANA', 'U0BOT'], creator: 'U0BEN' },
  ],
});
useRoom(database, standIn);

const ana = () => standIn().as('U0ANA');
const ben = () => standIn().as('U0BEN');
const anaSees = eyesOf(standIn, 'U0ANA');
const benSees = eyesOf(standIn, 'U0BEN');
const option = (value: string) => ({ [VALUE]: { selected_option: { value } } });
const options = (...values: string[]) => ({ [VALUE]: { selected_options: values.map((value) => ({ value })) } });

beforeAll(async () => {
  for (const [index, topic] of ['shipping', 'shipping', 'returns'].entries()) {
    await giveConversation(database.db, { assistant: 'shop', id: `c-${index}`, topics: [topic], locale: 'de-AT' });
  }
  await giveConversation(database.db, { assistant: 'hotel', id: 'c-1', locale: 'fr', verdict: 'up' });
});

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions restart identity');
  standIn().workspace.scopes.add('channels:read').add('users:read').add('usergroups:read');
  standIn().workspace.modals.clear();
});

/** Opens the form and waits until it is filled in. */
async function open(person: ReturnType<typeof ana>, sees: typeof anaSees, channelId: string, word = 'subscribe') {
  expect(await person.command(channelId, '/csat', word)).toMatchObject({ problem: null });
  await eventually(
    () => sees.modal()?.callbackId !== undefined && !wordsOf(sees.modal() ?? { blocks: [] }).includes('Loading'),
    true,
  );
  return String(sees.modal()?.id);
}

const submitAsAna = async (values: EnteredValues, channelId = 'C0SUPPORT') => {
  const id = await open(ana(), anaSees, channelId);
  return ana().submit(id, values);
};

const people = (id: string) => ({ [VALUE]: { selected_users: [id] } });
const blockIds = () => (anaSees.modal()?.blocks ?? []).map((block) => Reflect.get(block, 'block_id'));

/** Chooses in a menu that tells at once, and waits until `shown` has come. */
async function choose(viewId: string, blockId: string, value: string, shown?: string) {
  await ana().click({ viewId }, { actionId: ACTION.chooseLimit, blockId, value });
  if (shown !== undefined) await eventually(() => blockIds().includes(shown), true);
}

const escalationOf = async (channelId: string) =>
  loadEscalationSettings(database.db, (await findSubscription(database.db, channelId))?.id ?? 0);

describe('Subscribing', () => {
  test('the form is filled with what is known, and saved as it stands', async () => {
    const id = await open(ana(), anaSees, 'C0SUPPORT');
    const words = wordsOf(anaSees.modal() ?? { blocks: [] });
    for (const known of [
      'shop',
      'hotel',
      'German · de',
      'shipping',
      'returns',
      'Europe/Lisbon',
      '日本語',
      '@support · Support',
    ]) {
      expect(words).toContain(known);
    }
    expect(await ana().submit(id)).toMatchObject({ problem: null });
    expect(await findSubscription(database.db, 'C0SUPPORT')).toMatchObject({
      ...{ assistants: [], locales: [], topics: [], digest: { weekday: 1, time: '09:00' }, zone: 'Europe/Lisbon' },
      ...{ language: 'en', alerts: 'downvotes', escalateAfterMinutes: null, escalateTo: null, acknowledgeGroup: null },
      createdBy: 'U0ANA',
    });
    expect(anaSees.modal()).toBeUndefined();
    await eventually(
      () => anaSees.answers().some((seen) => seen.text.includes('sent by hand') || /CSAT/.test(seen.text)),
      true,
    );
    const told = wordsOf(
      anaSees.answers().find(({ text }) => text === 'This channel is subscribed.') ?? { blocks: [] },
    );
    expect(told).toContain('Mondays at 09:00, Europe/Lisbon');
    expect(told).toMatch(/Next digest .*your time/);
  });

  test('the form proposes the zone of who made the channel, and of who opens it where that is not told', async () => {
    const proposed = async (channelId: string) => {
      const id = await open(ana(), anaSees, channelId);
      expect(await ana().submit(id)).toMatchObject({ problem: null });
      await eventually(async () => (await findSubscription(database.db, channelId)) !== null, true);
      return (await findSubscription(database.db, channelId))?.zone;
    };
    expect(await proposed('C0BENS')).toBe('America/New_York');
    const channel = standIn().workspace.channels.get('C0SUPPORT');
    const creator = channel?.creator ?? null;
    if (channel) channel.creator = null;
    expect(await proposed('C0SUPPORT')).toBe('Europe/Lisbon');
    if (channel) channel.creator = creator;
  });

  test('every choice is kept, and the settings show them again', async () => {
    const filled = await open(ana(), anaSees, 'C0SUPPORT');
    await choose(filled, FIELD.escalateAfter, '240', FIELD.escalateToPerson);
    const delivered = await ana().submit(filled, {
      [FIELD.assistants]: options('shop'),
      [FIELD.locales]: options('de', 'fr'),
      [FIELD.topics]: options('returns'),
      [FIELD.alerts]: option('thumbs'),
      [FIELD.escalateToPerson]: people('U0BEN'),
      [FIELD.digestDay]: option('5'),
      [FIELD.digestTime]: { [VALUE]: { selected_time: '16:30' } },
      [FIELD.zone]: option('Asia/Kathmandu'),
      [FIELD.language]: option('ja'),
      [FIELD.acknowledgeGroup]: option('S0001'),
    });
    expect(delivered).toMatchObject({ problem: null });
    const expected = {
      ...{ assistants: ['shop'], locales: ['de', 'fr'], topics: ['returns'], digest: { weekday: 5, time: '16:30' } },
      ...{ zone: 'Asia/Kathmandu', language: 'ja', alerts: 'thumbs', escalateAfterMinutes: 240, escalateTo: 'U0BEN' },
      acknowledgeGroup: 'S0001',
    };
    expect(await findSubscription(database.db, 'C0SUPPORT')).toMatchObject(expected);
    const id = await open(ana(), anaSees, 'C0SUPPORT', 'settings');
    expect(anaSees.modal()?.title).toMatchObject({ text: 'Channel settings' });
    expect(await ana().submit(id)).toMatchObject({ problem: null });
    expect(await findSubscription(database.db, 'C0SUPPORT')).toMatchObject(expected);
  });

  test('what no menu can show stays as it is', async () => {
    const long = 'x'.repeat(80);
    await recordSubscription(database.db, {
      ...{ channelId: 'C0SUPPORT', assistants: [], locales: [], topics: [long, 'shipping'], digest: null, zone: 'UTC' },
      ...{ language: 'pt-BR', alerts: 'off', escalateAfterMinutes: 30, escalateTo: 'S0001', acknowledgeGroup: null },
      createdBy: null,
    });
    const id = await open(ana(), anaSees, 'C0SUPPORT', 'settings');
    expect(await ana().submit(id, { [FIELD.topics]: options('returns') })).toMatchObject({ problem: null });
    expect(await findSubscription(database.db, 'C0SUPPORT')).toMatchObject({
      ...{ topics: ['returns', long], digest: null, language: 'pt-BR', escalateAfterMinutes: 30, escalateTo: 'S0001' },
    });
  });

  test('a limit asks for its target, what was entered before stays, and without a target nothing is saved', async () => {
    const id = await open(ana(), anaSees, 'C0SUPPORT');
    expect(blockIds()).not.toContain(FIELD.escalateToPerson);
    await choose(id, FIELD.escalateAfter, '60', FIELD.escalateToPerson);
    await ana().submit(id, { [FIELD.language]: option('fr') });
    expect(anaSees.modal()?.errors).toEqual({
      [FIELD.escalateToPerson]: expect.stringContaining('Choose whom to mention'),
    });
    expect(await findSubscription(database.db, 'C0SUPPORT')).toBeNull();
    await choose(id, FIELD.escalateAfter, NONE);
    await eventually(() => blockIds().includes(FIELD.escalateToPerson), false);
    expect(await ana().submit(id)).toMatchObject({ problem: null });
    expect(await findSubscription(database.db, 'C0SUPPORT')).toMatchObject({ language: 'fr', escalateTo: null });
  });

  test('the second limit, its target and the quiet hours are kept, shown again, and taken back', async () => {
    const id = await open(ana(), anaSees, 'C0SUPPORT');
    await choose(id, FIELD.escalateAfter, '240', FIELD.escalateAgainAfter);
    await choose(id, FIELD.escalateAgainAfter, '480', FIELD.escalateAgainToGroup);
    const times = { [FIELD.quietFrom]: option('20:00'), [FIELD.quietTo]: option('08:00') };
    const targets = { [FIELD.escalateToPerson]: people('U0BEN'), [FIELD.escalateAgainToGroup]: option('S0001') };
    expect(await ana().submit(id, { ...times, ...targets })).toMatchObject({ problem: null });
    const expected = { againAfterMinutes: 480, againTo: 'S0001', quiet: { from: '20:00', to: '08:00' } };
    expect(await escalationOf('C0SUPPORT')).toEqual(expected);

    const again = await open(ana(), anaSees, 'C0SUPPORT', 'settings');
    expect(await ana().submit(again)).toMatchObject({ problem: null });
    expect(await escalationOf('C0SUPPORT')).toEqual(expected);

    const last = await open(ana(), anaSees, 'C0SUPPORT', 'settings');
    await choose(last, FIELD.escalateAfter, NONE);
    await eventually(() => blockIds().includes(FIELD.escalateAgainAfter), false);
    await ana().submit(last, { [FIELD.quietFrom]: option(NONE), [FIELD.quietTo]: option(NONE) });
    expect(await escalationOf('C0SUPPORT')).toEqual({ againAfterMinutes: null, againTo: null, quiet: null });
  });

  test('limits in the wrong order, a person of elsewhere and quiet hours that are none are said at their fields', async () => {
    const id = await open(ana(), anaSees, 'C0SUPPORT');
    await choose(id, FIELD.escalateAfter, '480', FIELD.escalateAgainAfter);
    await choose(id, FIELD.escalateAgainAfter, '240', FIELD.escalateAgainToPerson);
    const targets = { [FIELD.escalateToPerson]: people('U0SAM'), [FIELD.escalateAgainToPerson]: people('U0BEN') };
    const hours = (from: string, to: string) => ({ [FIELD.quietFrom]: option(from), [FIELD.quietTo]: option(to) });
    await ana().submit(id, { ...targets, ...hours('20:00', '20:00') });
    expect(anaSees.modal()?.errors).toEqual({
      [FIELD.escalateAgainAfter]: expect.stringContaining('later than the first'),
      [FIELD.quietTo]: expect.stringContaining('are none'),
    });
    await choose(id, FIELD.escalateAgainAfter, '1440');
    await ana().submit(id, { ...targets, ...hours('20:00', NONE) });
    expect(anaSees.modal()?.errors).toEqual({ [FIELD.quietTo]: expect.stringContaining('both times') });
    await ana().submit(id, { ...targets, ...hours(NONE, NONE) });
    expect(anaSees.modal()?.errors).toEqual({
      [FIELD.escalateToPerson]: expect.stringContaining('not of this workspace'),
    });
    expect(await findSubscription(database.db, 'C0SUPPORT')).toBeNull();
  });

  test('an assistant that is gone by the time of saving is said at a field', async () => {
    await database.db.execute(sql`insert into feedback.assistants (id, name) values ('brief', 'Brief')`);
    const id = await open(ana(), anaSees, 'C0SUPPORT');
    await database.db.execute(sql`delete from feedback.assistants where id = 'brief'`);
    await ana().submit(id, { [FIELD.assistants]: options('brief') });
    expect(Object.values(anaSees.modal()?.errors ?? {})).toEqual([
      expect.stringContaining('Unknown assistant "brief"'),
    ]);
  });

  test('a channel shared with another organisation is subscribed only when that is confirmed', async () => {
    const id = await open(ana(), anaSees, 'C0SHARED');
    await ana().submit(id);
    expect(anaSees.modal()?.errors).toEqual({ [FIELD.shareConfirmed]: expect.stringContaining('Confirm') });
    expect(await findSubscription(database.db, 'C0SHARED')).toBeNull();
    expect(await ana().submit(id, { [FIELD.shareConfirmed]: options('confirmed') })).toMatchObject({ problem: null });
    expect(await findSubscription(database.db, 'C0SHARED')).not.toBeNull();
  });

  test('a channel that was shared while the form was open is not subscribed', async () => {
    const id = await open(ana(), anaSees, 'C0SUPPORT');
    const channel = standIn().workspace.channels.get('C0SUPPORT');
    if (channel) channel.isShared = true;
    await ana().submit(id);
    if (channel) channel.isShared = false;
    expect(wordsOf(anaSees.modal() ?? { blocks: [] })).toContain('nothing was saved');
    expect(await findSubscription(database.db, 'C0SUPPORT')).toBeNull();
  });

  test('without the scope it is said that sharing cannot be seen, and it has to be confirmed', async () => {
    for (const scope of ['channels:read', 'groups:read']) standIn().workspace.scopes.delete(scope);
    const id = await open(ana(), anaSees, 'C0SUPPORT');
    expect(wordsOf(anaSees.modal() ?? { blocks: [] })).toContain('channels:read');
    await ana().submit(id);
    expect(anaSees.modal()?.errors).toEqual({ [FIELD.shareConfirmed]: expect.stringContaining('Confirm') });
    expect(await findSubscription(database.db, 'C0SUPPORT')).toBeNull();
    await ana().submit(id, { [FIELD.shareConfirmed]: options('confirmed') });
    await eventually(async () => (await findSubscription(database.db, 'C0SUPPORT')) !== null, true);
    standIn().workspace.scopes.add('groups:read');
  });

  test('in a channel without Thumbline it is saved, and the way to invite it is shown', async () => {
    expect(await submitAsAna({}, 'C0RANDOM')).toMatchObject({ problem: null });
    expect(await findSubscription(database.db, 'C0RANDOM')).not.toBeNull();
    expect(wordsOf(anaSees.modal() ?? { blocks: [] })).toContain('/invite @Thumbline');
  });

  test('a digest that is switched off is not previewed', async () => {
    await submitAsAna({ [FIELD.digestDay]: option(NONE) });
    // What the saving before it told may come only now.
    await eventually(() => wordsOf(anaSees.lastAnswer()).includes('Digest none'), true);
    expect(wordsOf(anaSees.lastAnswer())).not.toContain('Weekly feedback');
  });
});

describe('Send now', () => {
  const trials = async () => [
    ...(await database.db.execute(sql`
      select kind, state, monday = date_trunc('week', now() at time zone 'Europe/Lisbon')::date as of_now
      from thumbline.deliveries`)),
  ];
  const preview = async () => {
    await ana().command('C0SUPPORT', '/csat', 'digest');
    const seen = () => elementsOf(anaSees.lastAnswer(), ACTION.sendTrial).length;
    await eventually(seen, 1);
    return { ephemeralId: String(anaSees.answers().at(-1)?.id) };
  };

  test('the digest below the saved settings and that of /csat digest can be sent, each once, and no week is used up', async () => {
    await submitAsAna({});
    await eventually(() => elementsOf(anaSees.lastAnswer(), ACTION.sendTrial).length, 1);
    const target = { ephemeralId: String(anaSees.answers().at(-1)?.id) };
    await Promise.all([1, 2].map(() => ana().click(target, { actionId: ACTION.sendTrial })));
    await eventually(trials, [{ kind: 'trial', state: 'pending', of_now: true }]);
    await eventually(() => wordsOf(anaSees.lastAnswer()).includes('on its way to this channel'), true);
    await ana().click(await preview(), { actionId: ACTION.sendTrial });
    await eventually(async () => (await trials()).length, 2);
    expect(await database.db.execute(sql`select from thumbline.digests`)).toHaveLength(0);

    const tools = { db: database.db, uploadPng: null, quickchartUrl: null, log: { warn: () => {} } };
    const deliverer = runDeliverer({
      ...{ url: database.url, apiUrl: standIn().apiUrl, workspaceId: 'T0001' },
      render: () => (owed) => renderTrial(tools, owed),
    });
    const posted = () => standIn().workspace.messages.get('C0SUPPORT') ?? [];
    await eventually(() => posted().length, 2);
    await deliverer.stop();
    for (const message of posted()) expect(wordsOf(message)).toContain('sent by hand');
  });

  test('what is sent after the subscription has ended is nothing', async () => {
    await submitAsAna({ [FIELD.digestDay]: option(NONE) });
    const target = await preview();
    await database.db.execute(sql`update thumbline.subscriptions set ended_at = now()`);
    await ana().click(target, { actionId: ACTION.sendTrial });
    await eventually(() => wordsOf(anaSees.lastAnswer()).includes('not subscribed any more'), true);
    expect(await trials()).toEqual([]);
    await ana().command('C0SUPPORT', '/csat', 'digest');
    // Not what is said while it is drawn: the answer would come into the next test.
    await eventually(() => /^Trial/.test(anaSees.lastAnswer().text), true);
    expect(elementsOf(anaSees.lastAnswer(), ACTION.sendTrial)).toEqual([]);
  });
});

describe('Unsubscribing', () => {
  /** With the preview that follows: it would come between what is asked and answered later. */
  const subscribe = async () => {
    const before = anaSees.answers().length;
    await submitAsAna({});
    await eventually(() => /^Trial/.test(anaSees.lastAnswer().text) && anaSees.answers().length > before + 1, true);
  };

  test('it asks first, ends on the button, and says so to who comes later', async () => {
    await subscribe();
    await ana().command('C0SUPPORT', '/csat', 'unsubscribe');
    expect(wordsOf(anaSees.lastAnswer())).toContain('End the subscription of this channel?');
    expect(await findSubscription(database.db, 'C0SUPPORT')).not.toBeNull();
    const asked = { ephemeralId: String(anaSees.answers().at(-1)?.id) };
    expect(await ana().click(asked, { actionId: ACTION.endSubscription })).toMatchObject({ problem: null });
    await eventually(() => wordsOf(anaSees.lastAnswer()).includes('has ended'), true);
    expect(await findSubscription(database.db, 'C0SUPPORT')).toBeNull();
    await ana().command('C0SUPPORT', '/csat', 'unsubscribe');
    expect(wordsOf(anaSees.lastAnswer())).toContain('not subscribed');
  });

  test('it can be turned into a change instead', async () => {
    await subscribe();
    await ana().command('C0SUPPORT', '/csat', 'unsubscribe');
    await ana().click({ ephemeralId: String(anaSees.answers().at(-1)?.id) }, { actionId: ACTION.openSettings });
    await eventually(() => anaSees.modal()?.title, { type: 'plain_text', text: 'Channel settings', emoji: false });
  });
});

describe('Who may', () => {
  test('guests and people of other organisations are told why not', async () => {
    const channel = standIn().workspace.channels.get('C0SUPPORT');
    for (const id of ['U0GIL', 'U0SAM']) channel?.members.add(id);
    await standIn().as('U0GIL').command('C0SUPPORT', '/csat', 'subscribe');
    expect(wordsOf(eyesOf(standIn, 'U0GIL').lastAnswer())).toContain('Guests cannot use Thumbline');
    await standIn().as('U0SAM').command('C0SUPPORT', '/downvotes', '');
    expect(wordsOf(eyesOf(standIn, 'U0SAM').lastAnswer())).toContain('people of other organisations');
  });

  test('only the user group that the settings name may change or end them', async () => {
    await submitAsAna({ [FIELD.acknowledgeGroup]: option('S0001') });
    await open(ben(), benSees, 'C0SUPPORT', 'settings');
    expect(wordsOf(benSees.modal() ?? { blocks: [] })).toContain('Only members of the user group');
    await ben().command('C0SUPPORT', '/csat', 'unsubscribe');
    expect(wordsOf(benSees.lastAnswer())).toContain('Only members of the user group');
  });

  test('nobody can choose a group that would lock them out', async () => {
    const id = await open(ben(), benSees, 'C0SUPPORT');
    await ben().submit(id, { [FIELD.acknowledgeGroup]: option('S0001') });
    expect(benSees.modal()?.errors).toEqual({ [FIELD.acknowledgeGroup]: expect.stringContaining('not a member') });
  });
});
