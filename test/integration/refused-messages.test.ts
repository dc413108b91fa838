import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderAlertMessage } from '../../src/jobs/alert-messages.ts';
import { renderBlockNotice } from '../../src/jobs/block-notice.ts';
import { recordUnanswered } from '../../src/jobs/escalation.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { thumbline } from '../support/command-line.ts';
import { empty, useDatabase } from '../support/database.ts';
import { type RunningDeliverer, runDeliverer } from '../support/deliverer.ts';
import { eventually } from '../support/eventually.ts';
import { giveConversation, giveSubscription } from '../support/feedback.ts';
import { elementsOf, wordsOf } from '../support/fits-slack.ts';
import { useStandIn } from '../support/stand-in.ts';

const database = useDatabase();
const standIn = useStandIn();
const REFUSED = { do: 'refuse', error: 'invalid_blocks' } as const;
let running: RunningDeliverer | null = null;

beforeEach(async () => {
  await empty(database.db, 'thumbline.subscriptions, thumbline.channels, feedback.assistants');
  const { workspace, faults, calls } = standIn();
  workspace.messages.clear();
  faults.clear();
  calls.length = 0;
});
afterEach(async () => {
  await running?.stop();
  running = null;
});

function run(bursts: 'together' | 'one by one' = 'one by one') {
  const permalinkOf = async () => null;
  running = runDeliverer({
    url: database.url,
    apiUrl: standIn().apiUrl,
    bursts,
    render:
      ({ db }) =>
      (owed) =>
        owed.kind === 'notice' ? renderBlockNotice(db, owed) : renderAlertMessage({ db, permalinkOf }, owed),
  });
}

async function downvotes(count: number): Promise<number> {
  const id = await giveSubscription(database.db, { channelId: 'C0SUPPORT' });
  for (let n = 0; n < count; n += 1) {
    await giveConversation(database.db, { assistant: 'shop', id: `c${n}`, reason: 'Rude' });
  }
  return id;
}

const shown = () => standIn().workspace.messages.get('C0SUPPORT') ?? [];
const typesOf = () => shown().map(({ blocks }) => (blocks as { type: string }[]).map(({ type }) => type));
const states = async () => {
  const rows = await database.db.execute(
    sql`select kind, state from thumbline.deliveries where state <> 'folded' order by id`,
  );
  return rows.map(({ kind, state }) => `${kind} ${state}`);
};

test('a card whose blocks Slack refuses comes in one plain text, with its buttons', async () => {
  standIn().faults.script('chat.postMessage', [REFUSED]);
  run();
  await downvotes(1);
  await eventually(typesOf, [['section', 'actions']]);
  const [card] = shown();
  expect(wordsOf(card as never)).toMatch(/Downvote.*Rude.*Where is my order\?/);
  expect(elementsOf(card as never, ACTION.acknowledge)).toHaveLength(1);
});

test('the card of a burst and a call that Slack refuses come in plain, too', async () => {
  const id = await downvotes(6);
  await database.db.execute(sql`
    update thumbline.subscriptions set escalate_after_minutes = 60, escalate_to = 'U0BEN', escalates_since = now() - interval '1 day'
    where id = ${id}`);
  standIn().faults.script('chat.postMessage', [REFUSED, { do: 'ok' }, REFUSED]);
  run('together');
  await eventually(typesOf, [['section', 'actions']]);
  expect(wordsOf(shown()[0] as never)).toContain('6 downvotes together');
  await eventually(states, ['rollup sent']);
  await recordUnanswered(database.db, new Date(Date.now() + 2 * 3_600_000));
  await eventually(() => typesOf().at(1), ['section', 'section']);
  expect(JSON.stringify(shown()[1]?.blocks)).toContain('<@U0BEN>');
});

test('what Slack refused for good is posted when somebody asks for it, once', async () => {
  standIn().faults.always('chat.postMessage', REFUSED);
  run();
  await downvotes(1);
  await eventually(states, ['alert failed']);
  const ask = () => thumbline(['status', '--retry-failed'], { DATABASE_URL: database.url });
  const refused = await thumbline(['status'], { DATABASE_URL: database.url });
  expect(refused.stdout).toContain('thumbline status --retry-failed');
  standIn().faults.clear();
  expect((await ask()).stdout).toContain('Tried again: 1 message.');
  await eventually(() => typesOf().length, 1);
  await eventually(states, ['alert sent']);
  expect((await ask()).stdout).toContain('Tried again: 0 messages.');
  expect(shown()).toHaveLength(1);
});
