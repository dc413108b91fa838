import { describe, expect, test } from 'vitest';
import type { Triage } from '../../src/csat/triage.ts';
import { parseTriageFormPlace } from '../../src/slack/carried.ts';
import { ACTION } from '../../src/slack/ids.ts';
import { alertCard } from '../../src/slack/views/alert-card.ts';
import { transcript } from '../../src/slack/views/transcript.ts';
import { triageForm } from '../../src/slack/views/triage-form.ts';
import { nothingLeft, overtakenNotice, savedNotice } from '../../src/slack/views/triage-notices.ts';
import { csvLine } from '../../src/sources/export-triage.ts';
import { assertFitsSlack, elementsOf, wordsOf } from '../support/fits-slack.ts';
import { alert, conversation, HOSTILE_TEXTS } from '../support/samples.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 10, 8, minute));
const triage = (overrides: Partial<Triage> = {}): Triage => ({
  ...{ outcome: 'knowledge', owner: 'U0BEN', note: null, link: null, decidedBy: 'U0ANA', decidedAt: at(0) },
  ...{ doneBy: null, doneAt: null, retest: null, retestedBy: null, retestedAt: null, version: 1 },
  ...overrides,
});
const done = { doneBy: 'U0BEN', doneAt: at(1), version: 2 };
const retested = (retest: 'passed' | 'failed') => ({
  ...done,
  retest,
  retestedBy: 'U0ANA',
  retestedAt: at(2),
  version: 3,
});
const place = { channelId: 'C0SUPPORT', walk: null, list: null };
const walk = { assistants: [], locales: [], topics: [] };
const form = (given: Triage | null) =>
  triageForm({ conversation: conversation({ triage: given }), history: [], place, reader: 'U0ANA' });

test.each([
  ['nobody decided', null, [1, 0, 0], 'With a note'],
  ['a fix is asked for', triage(), [0, 1, 0], 'Change'],
  ['nothing is asked for', triage({ outcome: 'not ours' }), [0, 0, 0], 'Change'],
  ['it is done', triage(done), [0, 0, 1], 'Change'],
  ['the re-test passed', triage(retested('passed')), [0, 0, 0], 'Change'],
  ['the re-test failed', triage(retested('failed')), [1, 0, 0], 'With a note'],
] as const)('below a transcript stands the next step: %s', (_, given, expected, label) => {
  const view = transcript(conversation({ triage: given }), place);
  const actions = [ACTION.decideRule, ACTION.markDone, ACTION.retestPassed];
  expect(actions.map((action) => elementsOf(view, action).length)).toEqual(expected);
  expect(JSON.stringify(elementsOf(view, ACTION.openTriageForm))).toContain(label);
  for (const action of actions) {
    for (const element of elementsOf(view, action)) expect(element.value).toBe(String(given?.version ?? 0));
  }
});

test('on a walk there is a way on, and closing it is Stop and is told', () => {
  const view = transcript(conversation(), { ...place, walk });
  expect(elementsOf(view, ACTION.nextToTriage)).toMatchObject([{ text: { text: 'Skip' } }]);
  expect(view).toMatchObject({ callback_id: 'walk', notify_on_close: true, close: { text: 'Stop' } });
  expect(elementsOf(transcript(conversation(), place), ACTION.nextToTriage)).toEqual([]);
});

test('a card says what came of it, and asks no more to acknowledge', () => {
  const card = alertCard(
    alert({ conversation: conversation({ triage: triage({ note: 'see FAQ', ...retested('failed') }) }) }),
  );
  const words = wordsOf(card);
  expect(words).toContain('Add knowledge · owner U0BEN · decided by U0ANA');
  expect(words).toContain('Note see FAQ');
  expect(words).toContain('Re-test failed by U0ANA');
  expect(elementsOf(card, ACTION.acknowledge)).toEqual([]);
});

test('the form begins with what stands, and for a new one with its reader as the owner', () => {
  const view = form(triage({ note: 'see FAQ', link: 'https://kb.example/1' }));
  expect(elementsOf(view, 'owner')).toMatchObject([{ initial_user: 'U0BEN' }]);
  expect(elementsOf(view, 'note')).toMatchObject([{ initial_value: 'see FAQ' }]);
  expect(elementsOf(view, 'outcome')).toMatchObject([{ initial_option: { value: 'knowledge' } }]);
  expect(parseTriageFormPlace(view.private_metadata ?? '')).toMatchObject({ seenVersion: 1, channelId: 'C0SUPPORT' });
  expect(elementsOf(form(null), 'owner')).toMatchObject([{ initial_user: 'U0ANA' }]);
  expect(parseTriageFormPlace(form(null).private_metadata ?? '').seenVersion).toBe(0);
});

test('an address that is none becomes no link', () => {
  expect(
    JSON.stringify(alertCard(alert({ conversation: conversation({ triage: triage({ link: 'javascript:x' }) }) }))),
  ).not.toContain('javascript:');
});

describe('whatever was written', () => {
  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('%j fits into every view', (_name, text) => {
    const given = triage({ ...retested('passed'), note: text, link: text, owner: text, decidedBy: text, doneBy: text });
    const hostile = conversation({ title: text, triage: given });
    const history = Array.from({ length: 10 }, () => ({
      ...{
        at: at(0),
        actor: text,
        action: 'decided' as const,
        outcome: 'rule' as const,
        owner: text,
        note: text,
        link: text,
      },
    }));
    const notice = overtakenNotice({ ...given, retestedBy: text });
    assertFitsSlack(alertCard(alert({ conversation: hostile })));
    assertFitsSlack(transcript(hostile, { ...place, walk, notice }));
    assertFitsSlack(triageForm({ conversation: hostile, history, place, reader: text, notice: savedNotice(given) }));
  });

  test('an id longer than Slack can remember is said to be that', () => {
    const view = triageForm({
      conversation: conversation({ id: 'x'.repeat(5_000) }),
      history: [],
      place,
      reader: 'U0ANA',
    });
    expect(wordsOf(view)).toContain('longer than Slack can remember');
    assertFitsSlack(view);
    assertFitsSlack(nothingLeft('Only members.'));
  });

  test('a cell of CSV is one cell, and no formula', () => {
    expect(csvLine(['a', null, 'x,"y"\nz', '=1+1', '-2', '@x'])).toBe(`a,,"x,""y""\nz",'=1+1,'-2,'@x\r\n`);
    expect(csvLine(['+1', ' =1', '\t=1', '\n-1', '＝1+1', '"=1', 'a=1'])).toBe(
      `'+1,' =1,'\t=1,"'\n-1",'＝1+1,"""=1",a=1\r\n`,
    );
  });
});
