import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import type { CrashPoint } from '../../src/delivery/delivering.ts';
import type { Fault } from '../../src/workspace/standin/faults.ts';
import { startStandIn } from '../../src/workspace/standin/stand-in.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { QUICK_TIMINGS, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { endSpawned, spawnDeliverer } from '../support/spawn-deliverer.ts';
import { WORKSPACE } from '../support/stand-in.ts';

const channelId = 'C0SUPPORT';
const HEALED_WITHIN_MS = 40_000;

afterAll(endSpawned);

/** A database and a workspace of the test's own, so that all of them can run side by side. */
async function openScene() {
  const database = await createDatabase();
  const standIn = await startStandIn(WORKSPACE);
  await giveSubscription(database.db, { channelId });
  return {
    database,
    standIn,
    texts: () => (standIn.workspace.messages.get(channelId) ?? []).map((message) => message.text),
    calls: (method: string) => standIn.calls.filter((call) => call.method === method).length,
    close: async () => {
      await standIn.close();
      await database.drop();
    },
  };
}

type Scene = Awaited<ReturnType<typeof openScene>>;

const DIGEST = 'digest:1:2026-11-16';

/** A message that is owed, what it asks to change in it, and what Slack shows in the end. */
const OWED = {
  alert: {
    owe: ({ database }: Scene) => giveConversation(database.db, { assistant: 'shop', id: 'c1' }),
    change: ({ database }: Scene) => giveConversation(database.db, { assistant: 'shop', id: 'c1', reason: 'Rude' }),
    last: 'down Rude, open',
  },
  digest: {
    owe: async ({ database }: Scene) => {
      await database.db.execute(sql`
        insert into thumbline.deliveries (key, kind, channel_id, subscription_id, monday)
        select ${DIGEST}, 'digest', channel_id, id, '2026-11-16' from thumbline.subscriptions`);
    },
    change: async ({ database }: Scene) => {
      await database.db.execute(sql`update thumbline.deliveries set want_version = want_version + 1`);
    },
    last: DIGEST,
  },
};

/** A second process takes over and what the message shows changes: one message is there, and it says so. */
async function expectHealed(scene: Scene, kind: keyof typeof OWED = 'alert') {
  const { database, standIn, texts } = scene;
  const { change, last } = OWED[kind];
  const healer = runDeliverer({ url: database.url, apiUrl: standIn.apiUrl });
  await change(scene);
  await eventually(texts, [last], HEALED_WITHIN_MS);
  await eventually(() => ledger(database), { state: 'sent', isTrue: true, isVerified: true }, HEALED_WITHIN_MS);
  expect(texts()).toEqual([last]);
  await healer.stop();
}

async function ledger(database: TestDatabase) {
  const [row] = await database.db.execute(sql`
    select state, have_version = want_version as "isTrue", verify_at is null as "isVerified" from thumbline.deliveries`);
  return row;
}

type Crash = [what: string, at: CrashPoint, faults: Fault[], kind?: keyof typeof OWED];

/** Accepted so late that it has been posted again by then. */
const VERY_LATE_MS = QUICK_TIMINGS.httpDeadlineMs + QUICK_TIMINGS.settleMs + 1_500;

/** An answer that a busy machine gives late would make it doubtful, and the point would never come. */
const PATIENT = { httpDeadlineMs: 5_000, leaseMs: 8_000 };

describe.concurrent('a process that is killed', () => {
  test.each<Crash>([
    ['after it claimed a post', 'post claimed', []],
    ['with the answer in hand', 'post answered', []],
    ['with a false refusal in hand', 'post answered', [{ do: 'accept-then-500' }]],
    ['after it recorded the answer', 'post recorded', []],
    ['after it claimed a doubtful message that is there', 'unknown claimed', [{ do: 'accept-then-reset' }]],
    ['after it claimed a doubtful message that is not there', 'unknown claimed', [{ do: 'refuse-then-reset' }]],
    ['after it saw the doubtful message in the history', 'history read', [{ do: 'accept-then-hang' }]],
    ['after it did not see the doubtful message in the history', 'history read', [{ do: 'refuse-then-500' }]],
    ['after it settled the doubt', 'unknown settled', [{ do: 'refuse-then-429' }]],
    ['after it claimed a look for twins', 'verification claimed', [{ do: 'accept-late', afterMs: VERY_LATE_MS }]],
    ['after it deleted a twin', 'twin deleted', [{ do: 'accept-late', afterMs: VERY_LATE_MS }]],
    ['after it claimed a digest', 'post claimed', [], 'digest'],
    ['with the answer to a digest in hand', 'post answered', [], 'digest'],
    ['with a false refusal of a digest in hand', 'post answered', [{ do: 'accept-then-500' }], 'digest'],
    ['after it recorded a digest', 'post recorded', [], 'digest'],
    ['after it saw a doubtful digest in the history', 'history read', [{ do: 'accept-then-reset' }], 'digest'],
    ['after it settled the doubt about a digest', 'unknown settled', [{ do: 'refuse-then-429' }], 'digest'],
    ['after it deleted the twin of a digest', 'twin deleted', [{ do: 'accept-late', afterMs: VERY_LATE_MS }], 'digest'],
  ])('%s leaves one correct message', { timeout: 90_000 }, async (_what, at, faults, kind = 'alert') => {
    const scene = await openScene();
    scene.standIn.faults.script('chat.postMessage', faults);
    const { ended } = spawnDeliverer({
      url: scene.database.url,
      apiUrl: scene.standIn.apiUrl,
      ending: { at, signal: 'SIGKILL' },
      timings: at === 'post recorded' ? PATIENT : {},
    });
    await OWED[kind].owe(scene);
    await ended;
    await expectHealed(scene, kind);
    await scene.close();
  });

  test.each<[CrashPoint, string, Fault[]]>([
    ['update claimed', '', []],
    ['update answered', '', []],
    ['update answered', ' that Slack has made without saying so', [{ do: 'accept-then-500' }]],
    ['update recorded', '', []],
  ])('at the point "%s" of an edit%s leaves one correct message', { timeout: 90_000 }, async (at, _what, faults) => {
    const scene = await openScene();
    scene.standIn.faults.script('chat.update', faults);
    const { ended } = spawnDeliverer({
      url: scene.database.url,
      apiUrl: scene.standIn.apiUrl,
      ending: { at, signal: 'SIGKILL' },
    });
    await giveConversation(scene.database.db, { assistant: 'shop', id: 'c1' });
    await eventually(scene.texts, ['down null, open'], HEALED_WITHIN_MS);
    await giveConversation(scene.database.db, { assistant: 'shop', id: 'c1', reason: 'Slow' });
    await ended;
    await expectHealed(scene);
    await scene.close();
  });

  test.each<[string, Fault]>([
    ['while Slack accepts', { do: 'accept-then-hang' }],
    ['a moment before Slack accepts', { do: 'accept-late', afterMs: 700 }],
  ])('%s leaves one correct message', { timeout: 90_000 }, async (_what, fault) => {
    const scene = await openScene();
    scene.standIn.faults.script('chat.postMessage', [fault]);
    const { child, ended } = spawnDeliverer({ url: scene.database.url, apiUrl: scene.standIn.apiUrl });
    await giveConversation(scene.database.db, { assistant: 'shop', id: 'c1' });
    await eventually(() => scene.calls('chat.postMessage'), 1, HEALED_WITHIN_MS);
    child.kill('SIGKILL');
    await ended;
    await expectHealed(scene);
    expect(scene.calls('chat.postMessage')).toBe(1);
    await scene.close();
  });

  test('before it saw the downvote loses nothing', { timeout: 90_000 }, async () => {
    const scene = await openScene();
    await giveConversation(scene.database.db, { assistant: 'shop', id: 'c1' });
    await expectHealed(scene);
    await scene.close();
  });
});

describe.concurrent('a process that is frozen for longer than its lease', () => {
  test.each<CrashPoint>(['post claimed', 'post answered', 'update claimed', 'history read'])(
    'at the point "%s" changes nothing when it wakes',
    { timeout: 90_000 },
    async (at) => {
      const scene = await openScene();
      if (at === 'history read') scene.standIn.faults.script('chat.postMessage', [{ do: 'refuse-then-reset' }]);
      const { child, frozen, ended } = spawnDeliverer({
        url: scene.database.url,
        apiUrl: scene.standIn.apiUrl,
        ending: { at, signal: 'SIGSTOP' },
      });
      await giveConversation(scene.database.db, { assistant: 'shop', id: 'c1' });
      if (at === 'update claimed') {
        await eventually(scene.texts, ['down null, open'], HEALED_WITHIN_MS);
        await giveConversation(scene.database.db, { assistant: 'shop', id: 'c1', reason: 'Slow' });
      }
      await frozen;
      await expectHealed(scene);
      child.kill('SIGCONT');
      await sleep(1_000);
      expect(scene.texts()).toEqual(['down Rude, open']);
      child.kill('SIGKILL');
      await ended;
      await scene.close();
    },
  );
});
