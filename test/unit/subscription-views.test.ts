import { expect, test } from 'vitest';
import { NO_SECOND_CALL } from '../../src/csat/escalation.ts';
import { currentWeek } from '../../src/csat/period.ts';
import type { Subscription } from '../../src/csat/subscription.ts';
import { failedHome, home, loadingHome } from '../../src/slack/views/home.ts';
import { channelStatus } from '../../src/slack/views/status.ts';
import {
  endingSubscription,
  subscribed,
  subscribedModal,
  subscriptionEnded,
} from '../../src/slack/views/subscribed.ts';
import { FIELD, type SubscriptionForm } from '../../src/slack/views/subscription-fields.ts';
import { subscriptionForm } from '../../src/slack/views/subscription-form.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { questionsOf } from '../support/questions.ts';
import { HOSTILE_TEXTS } from '../support/samples.ts';

const now = new Date('2026-11-22T18:00:00Z');
const subscription = async (given: Partial<Subscription> = {}): Promise<Subscription> =>
  questionsOf().recordSettings(
    {
      ...{ channelId: 'C0SUPPORT', assistants: [], locales: [], topics: [], digest: { weekday: 1, time: '09:00' } },
      ...{ zone: 'Europe/Berlin', language: 'en', alerts: 'downvotes', escalateAfterMinutes: null, escalateTo: null },
      ...{ acknowledgeGroup: null, createdBy: null, ...given },
    },
    NO_SECOND_CALL,
  );
const form = (given: Partial<SubscriptionForm> = {}): SubscriptionForm => ({
  ...{
    channelId: 'C0SUPPORT',
    subscription: null,
    assistants: [{ id: 'shop', name: 'Shop' }],
    zones: ['Europe/Berlin'],
  },
  ...{ escalation: NO_SECOND_CALL, disclosed: { firstCall: false, secondCall: false } },
  ...{ known: { locales: ['de-DE'], topics: ['shipping'] }, groups: [], channel: 'scope missing', ...given },
});
const twice = { againAfterMinutes: 77, againTo: 'S1', quiet: { from: '20:15', to: '08:00' } };

test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 20), text]))(
  'the form, the status and the Home tab fit Slack with %j as every name',
  async (_name, text) => {
    const named = await subscription({
      assistants: [text],
      locales: [text],
      topics: [text],
      escalateTo: 'U1',
      escalateAfterMinutes: 30,
    });
    assertFitsSlack(
      subscriptionForm(
        form({
          subscription: named,
          escalation: twice,
          disclosed: { firstCall: true, secondCall: true },
          assistants: [
            { id: text, name: text },
            { id: 'shop', name: text },
          ],
          known: { locales: [text, 'de'], topics: [text] },
          groups: [{ id: 'S1', handle: text, name: text }],
        }),
      ),
    );
    const facts = { subscription: named, escalation: twice, isNew: true, nextDigest: now, now };
    for (const view of [subscribed(facts), subscribedModal(facts, 'x'), endingSubscription(named), subscriptionEnded()])
      assertFitsSlack(view);
    assertFitsSlack(
      channelStatus(
        {
          ...{ workspaceId: 'T0001', channelId: 'C0SUPPORT', subscription: named, nextDigestAt: now, outdated: 2 },
          ...{ lastShown: { alert: now, escalation: now, digest: null }, waiting: { count: 3, since: now } },
          ...{
            unknown: { count: 1, since: now },
            failed: { count: 1, lastError: text },
            blocked: { by: text, since: now, retryAt: now },
          },
        },
        now,
      ),
    );
    const week = await questionsOf().loadOverview(currentWeek(now, 'UTC'), named);
    const entry = {
      assistant: text,
      id: text,
      channelId: 'C0SUPPORT',
      assistantName: text,
      reason: text,
      at: now,
      acknowledgedAt: null,
    };
    const alerts = { entries: [entry, { ...entry, id: 'c-2' }], count: 7 };
    const task = { ...entry, name: text, outcome: 'rule' as const, stage: 're-test' as const, since: now };
    assertFitsSlack(
      home({
        followed: [named],
        isEverything: false,
        thisWeek: week,
        lastWeek: week,
        scope: named,
        waiting: alerts,
        mine: alerts,
        tasks: { entries: [task, { ...task, stage: 'open' }], count: 7 },
      }),
    );
  },
);

test('the form of a thousand assistants fits Slack, with what is chosen in it', async () => {
  const assistants = Array.from({ length: 1_000 }, (_, n) => ({ id: `assistant-${n}`, name: `Assistant number ${n}` }));
  const view = subscriptionForm(
    form({ subscription: await subscription({ assistants: ['assistant-999'] }), assistants }),
  );
  assertFitsSlack(view);
  expect(JSON.stringify(elementsOf(view, 'value')[0]?.initial_options)).toContain('assistant-999');
});

test('the form without assistants, topics and groups leaves those inputs out', () => {
  const view = subscriptionForm(form({ assistants: [], known: { locales: [], topics: [] }, groups: 'scope missing' }));
  assertFitsSlack(view);
  expect(wordsOf(view)).not.toMatch(/Assistants|Topics|user group/);
});

test('the form shows no more inputs than the choices so far ask for', async () => {
  const fieldsOf = (given: Partial<SubscriptionForm>) =>
    subscriptionForm(form({ groups: [{ id: 'S1', handle: 'leads', name: 'Leads' }], ...given })).blocks.map(
      ({ block_id }) => block_id,
    );
  const first = [
    FIELD.escalateToPerson,
    FIELD.escalateToGroup,
    FIELD.escalateAgainAfter,
    FIELD.quietFrom,
    FIELD.quietTo,
  ];
  const second = [FIELD.escalateAgainToPerson, FIELD.escalateAgainToGroup];
  const quietAlone = { escalation: { ...NO_SECOND_CALL, quiet: { from: '22:00', to: '06:00' } } };
  expect(fieldsOf({})).not.toEqual(expect.arrayContaining([expect.stringMatching(/escalate_to|again|quiet/)]));
  expect(fieldsOf(quietAlone)).toEqual(expect.arrayContaining([FIELD.quietFrom, FIELD.quietTo]));
  const called = fieldsOf({ disclosed: { firstCall: true, secondCall: false } });
  expect(called).toEqual(expect.arrayContaining(first));
  expect(called).not.toEqual(expect.arrayContaining([expect.stringContaining('again_to')]));
  expect(fieldsOf({ disclosed: { firstCall: true, secondCall: true } })).toEqual(
    expect.arrayContaining([...first, ...second]),
  );
});

test('what was saved says who is called, when, and in which hours nobody is', async () => {
  const called = await subscription({ escalateAfterMinutes: 240, escalateTo: 'U0BEN' });
  const facts = {
    subscription: called,
    escalation: { ...twice, againAfterMinutes: 480 },
    isNew: false,
    nextDigest: now,
    now,
  };
  expect(wordsOf(subscribed(facts))).toContain('after 4 h, mentions U0BEN ; after 8 h, mentions');
  expect(wordsOf(subscribed(facts))).toContain('Quiet hours 20:15 to 08:00, Europe/Berlin: nobody is called');
});

test('Home while it loads, and when it fails, fits Slack', () => {
  for (const view of [loadingHome(), failedHome('The database cannot be reached.', 'Try again.')])
    assertFitsSlack(view);
});
