import { describe, expect, it } from 'vitest';
import { enteredValues } from '../../src/workspace/page/entered.ts';
import type { Block } from '../../src/workspace/standin/workspace.ts';

const options = ['mon', 'fri'].map((value) => ({ text: { type: 'plain_text', text: value }, value }));
const input = (type: string, extra = {}): Block => ({
  type: 'input',
  block_id: type,
  element: { type, action_id: 'a', ...extra },
});
const enter = (block: Block, raw: string | string[] | null) =>
  enteredValues([block], { [block.block_id ?? '']: { a: raw } }, 'Europe/Berlin')[block.block_id ?? '']?.a;

describe('what is entered at the page', () => {
  it.each([
    [input('plain_text_input'), 'words', { value: 'words' }],
    [input('plain_text_input'), null, { value: null }],
    [input('number_input'), '3', { value: '3' }],
    [input('static_select', { options }), 'fri', { selected_option: options[1] }],
    [input('radio_buttons', { options }), null, { selected_option: null }],
    [input('checkboxes', { options }), ['mon', 'fri'], { selected_options: options }],
    [input('multi_users_select'), ['U1'], { selected_users: ['U1'] }],
    [input('conversations_select'), 'C1', { selected_conversation: 'C1' }],
    [input('timepicker'), '09:00', { selected_time: '09:00' }],
    [input('datetimepicker'), '2026-07-01T12:00', { selected_date_time: Date.parse('2026-07-01T10:00:00Z') / 1000 }],
  ])('becomes the state that Slack would send: %j', (block, raw, state) => {
    expect(enter(block, raw)).toEqual({ type: (block.element as { type: string }).type, ...state });
  });

  it('leaves out a value that the app never offered', () => {
    expect(enter(input('static_select', { options }), 'sun')).toEqual({ type: 'static_select', selected_option: null });
  });

  it('leaves out a field that the view does not have', () => {
    expect(enteredValues([input('plain_text_input')], { other: { a: 'x' } }, 'UTC')).toEqual({});
  });
});
