import { describe, expect, test } from 'vitest';
import { checkMessage } from '../../src/workspace/standin/limits/message.ts';
import { checkView } from '../../src/workspace/standin/limits/view.ts';

type Json = Record<string, unknown>;
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (more: Json = {}) => ({ type: 'section', text: mrkdwn('Hello'), ...more });
const button = (more: Json = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more });
const actions = (...elements: Json[]) => ({ type: 'actions', elements });
const option = (value: string, more: Json = {}) => ({ text: plain(value), value, ...more });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
const select = (more: Json = {}) => ({ type: 'static_select', action_id: 's', options: options(2), ...more });
const rich = (...elements: Json[]) => ({ type: 'rich_text', elements });
const leaf = (text: string) => ({ type: 'text', text });
const quote = (text: string) => rich({ type: 'rich_text_quote', elements: [leaf(text)] });
const cell = (text: string) => ({ type: 'raw_text', text });
const table = (...rows: Json[][]) => ({ type: 'table', rows });
const dataTable = (more: Json = {}) => ({
  type: 'data_table',
  caption: 'Week',
  rows: [
    [cell('Day'), cell('Ratings')],
    [cell('Mon'), { type: 'raw_number', value: 3, text: '3' }],
  ],
  ...more,
});
const days = ['Mon', 'Tue'];
const series = (name: string, labels = days) => ({ name, data: labels.map((label) => ({ label, value: -1.5 })) });
const chart = (more: Json = {}, title = 'CSAT') => ({
  type: 'data_visualization',
  title,
  chart: { type: 'line', series: [series('This week')], axis_config: { categories: days }, ...more },
});
const picture = (more: Json = {}) => ({
  type: 'image',
  alt_text: 'A line',
  slack_file: { id: 'F0123456789' },
  ...more,
});
const card = (more: Json = {}) => ({ type: 'card', title: mrkdwn('Card'), ...more });
const container = (more: Json = {}) => ({ type: 'container', title: plain('Box'), child_blocks: [section()], ...more });
const textInput = (more: Json = {}) => ({ type: 'plain_text_input', action_id: 'note', ...more });
const input = (more: Json = {}) => ({
  type: 'input',
  block_id: 'note',
  label: plain('Note'),
  element: textInput(),
  ...more,
});
const modal = (more: Json = {}) => ({ type: 'modal', title: plain('Title'), blocks: [section()], ...more });
const x = (count: number) => 'x'.repeat(count);
const many = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

const message = (...blocks: Json[]) => checkMessage({ text: 'Fallback', blocks });
const pointers = (...blocks: Json[]) => message(...blocks)?.problems.map((problem) => problem.pointer);

describe('A message is taken', () => {
  test.each<[string, Json[]]>([
    ['with 50 blocks', many(50, section())],
    [
      'with a section of 3000 characters and 10 fields',
      [section({ text: mrkdwn(x(3000)), fields: many(10, plain('f')) })],
    ],
    ['with fields and no text', [{ type: 'section', fields: [plain('f')] }]],
    ['with a header of 150 characters', [{ type: 'header', text: plain(x(150)) }]],
    ['with 25 actions', [actions(...Array.from({ length: 25 }, (_, index) => button({ action_id: `a${index}` })))]],
    [
      'with an overflow menu and a confirmation',
      [
        section({ accessory: { type: 'overflow', action_id: 'o', options: options(5) } }),
        actions(
          button({
            confirm: { title: plain('Sure?'), text: mrkdwn('Really'), confirm: plain('Yes'), deny: plain('No') },
          }),
        ),
      ],
    ],
    [
      'with a quote, a list and a date',
      [
        rich(
          {
            type: 'rich_text_section',
            elements: [
              { type: 'date', timestamp: 1_700_000_000, format: '{ago}', fallback: 'then' },
              { type: 'user', user_id: 'U1' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [{ type: 'rich_text_section', elements: [leaf('one')] }],
          },
          { type: 'rich_text_quote', elements: [leaf('<!channel> \u202e <https://evil|Transcript>')] },
        ),
      ],
    ],
    ['with a picture of a file', [picture()]],
    ['with a table of 100 rows and 20 columns', [table(...many(100, many(20, cell('1'))))]],
    ['with two charts', [chart(), chart()]],
    [
      'with a pie',
      [chart({ type: 'pie', segments: [{ label: 'a', value: 1 }], series: undefined, axis_config: undefined })],
    ],
    ['with a data table', [dataTable()]],
    ['with cards in a carousel', [{ type: 'carousel', elements: many(10, card()) }]],
    ['with a container', [container()]],
    ['with markdown', [{ type: 'markdown', text: x(12_000) }]],
    ['with an input that stands alone', [input()]],
    [
      'with feedback buttons',
      [
        {
          type: 'context_actions',
          elements: [
            {
              type: 'feedback_buttons',
              positive_button: { text: plain('Good'), value: 'up' },
              negative_button: { text: plain('Bad'), value: 'down' },
            },
          ],
        },
      ],
    ],
  ])('%s', (_name, blocks) => {
    expect(message(...blocks)).toBeNull();
  });
});

describe('A message is refused, and the pointer says where,', () => {
  test.each<[string, string, Json[]]>([
    ['with 51 blocks', '/blocks', many(51, section())],
    ['with a section of 3001 characters', '/blocks/0/text/text', [section({ text: mrkdwn(x(3001)) })]],
    ['with an empty text', '/blocks/0/text/text', [section({ text: mrkdwn('') })]],
    ['with a section of nothing', '/blocks/0', [{ type: 'section' }]],
    ['with 11 fields', '/blocks/0/fields', [section({ fields: many(11, plain('f')) })]],
    ['with a field of 2001 characters', '/blocks/0/fields/0/text', [section({ fields: [plain(x(2001))] })]],
    ['with a header of 151 characters', '/blocks/0/text/text', [{ type: 'header', text: plain(x(151)) }]],
    ['with a header in mrkdwn', '/blocks/0/text/type', [{ type: 'header', text: mrkdwn('h') }]],
    ['with 11 context elements', '/blocks/0/elements', [{ type: 'context', elements: many(11, plain('c')) }]],
    [
      'with 26 actions',
      '/blocks/0/elements',
      [actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` })))],
    ],
    [
      'with a button text of 76 characters',
      '/blocks/0/elements/0/text/text',
      [actions(button({ text: plain(x(76)) }))],
    ],
    ['with a button value of 2001 characters', '/blocks/0/elements/0/value', [actions(button({ value: x(2001) }))]],
    ['with a button of an unknown style', '/blocks/0/elements/0/style', [actions(button({ style: 'default' }))]],
    ['with a button URL that is none', '/blocks/0/elements/0/url', [actions(button({ url: 'javascript:alert(1)' }))]],
    ['with an action id of 256 characters', '/blocks/0/elements/0/action_id', [actions(button({ action_id: x(256) }))]],
    ['with the same action id twice in a block', '/blocks/0', [actions(button(), button())]],
    ['with the same block id twice', '/blocks/1/block_id', [section({ block_id: 'b' }), section({ block_id: 'b' })]],
    ['with 101 options', '/blocks/0/elements/0/options', [actions(select({ options: options(101) }))]],
    ['with no options', '/blocks/0/elements/0/options', [actions(select({ options: [] }))]],
    [
      'with options and groups',
      '/blocks/0/elements/0',
      [actions(select({ option_groups: [{ label: plain('g'), options: options(1) }] }))],
    ],
    [
      'with an option text of 76 characters',
      '/blocks/0/elements/0/options/0/text/text',
      [actions(select({ options: [option('v', { text: plain(x(76)) })] }))],
    ],
    [
      'with an initial option that is not offered',
      '/blocks/0/elements/0/initial_option',
      [actions(select({ initial_option: option('else') }))],
    ],
    [
      'with 6 overflow options',
      '/blocks/0/accessory/options',
      [section({ accessory: { type: 'overflow', options: options(6) } })],
    ],
    ['with 11 checkboxes', '/blocks/0/elements/0/options', [actions({ type: 'checkboxes', options: options(11) })]],
    [
      'with a placeholder of 151 characters',
      '/blocks/0/elements/0/placeholder/text',
      [actions(select({ placeholder: plain(x(151)) }))],
    ],
    [
      'with a confirmation text of 301 characters',
      '/blocks/0/elements/0/confirm/text/text',
      [actions(button({ confirm: { text: plain(x(301)) } }))],
    ],
    ['with an image without alt text', '/blocks/0', [picture({ alt_text: undefined })]],
    ['with an image from both sources', '/blocks/0', [picture({ image_url: 'https://example.org/a.png' })]],
    ['with an image from none', '/blocks/0', [picture({ slack_file: undefined })]],
    [
      'with a file by id and URL',
      '/blocks/0/slack_file',
      [picture({ slack_file: { id: 'F0123456789', url: 'https://example.org/a.png' } })],
    ],
    ['with an unknown block', '/blocks/0/type', [{ type: 'call' }]],
    ['with an unknown property', '/blocks/0', [section({ colour: 'red' })]],
    ['with an alert, which is for modals', '/blocks/0/type', [{ type: 'alert', text: plain('a') }]],
    [
      'with a file block, which is never sent',
      '/blocks/0/type',
      [{ type: 'file', source: 'remote', external_id: '1' }],
    ],
    ['with an empty rich text leaf', '/blocks/0/elements/0/elements/0/text', [quote('')]],
    ['with NUL in a text', '/blocks/0/elements/0/elements/0/text', [quote('a\0b')]],
    ['with half a surrogate pair', '/blocks/0/elements/0/elements/0/text', [quote('a\ud83d')]],
    [
      'with a mention in preformatted text',
      '/blocks/0/elements/0/elements/0/type',
      [rich({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] })],
    ],
    [
      'with a list indented 9 deep',
      '/blocks/0/elements/0/indent',
      [
        rich({
          type: 'rich_text_list',
          style: 'bullet',
          indent: 9,
          elements: [{ type: 'rich_text_section', elements: [leaf('a')] }],
        }),
      ],
    ],
    ['with a table of 101 rows', '/blocks/0/rows', [table(...many(101, [cell('1')]))]],
    ['with a table row of 21 cells', '/blocks/0/rows/0', [table(many(21, cell('1')))]],
    ['with an empty cell', '/blocks/0/rows/0/0/text', [table([cell('')])]],
    ['with 10,001 characters in cells', '/blocks', [table([cell(x(10_001))])]],
    ['with a data table without caption', '/blocks/0', [dataTable({ caption: undefined })]],
    ['with a data table of 102 rows', '/blocks/0/rows', [dataTable({ rows: many(102, [cell('1')]) })]],
    [
      'with a data table of uneven rows',
      '/blocks/0/rows/1',
      [dataTable({ rows: [[cell('1')], [cell('1'), cell('2')]] })],
    ],
    ['with a rich header cell', '/blocks/0/rows/0/0', [dataTable({ rows: [[quote('h')], [cell('1')]] })]],
    ['with a third chart', '/blocks/2', [chart(), chart(), chart()]],
    ['with a chart title of 51 characters', '/blocks/0/title', [chart({}, x(51))]],
    [
      'with 7 series',
      '/blocks/0/chart/series',
      [chart({ series: Array.from({ length: 7 }, (_, index) => series(`s${index}`)) })],
    ],
    [
      'with 21 categories',
      '/blocks/0/chart/axis_config/categories',
      [chart({ axis_config: { categories: Array.from({ length: 21 }, (_, index) => `c${index}`) } })],
    ],
    [
      'with a series that lacks a category',
      '/blocks/0/chart/series/0/data',
      [chart({ series: [series('s', ['Mon'])] })],
    ],
    ['with two series of one name', '/blocks/0/chart/series', [chart({ series: [series('s'), series('s')] })]],
    [
      'with a pie of nothing',
      '/blocks/0/chart/segments/0/value',
      [{ ...chart(), chart: { type: 'pie', segments: [{ label: 'a', value: 0 }] } }],
    ],
    [
      'with 12,001 characters of markdown',
      '/blocks',
      [
        { type: 'markdown', text: x(6001) },
        { type: 'markdown', text: x(6000) },
      ],
    ],
    ['with 11 cards', '/blocks/0/elements', [{ type: 'carousel', elements: many(11, card()) }]],
    ['with an empty card', '/blocks/0', [{ type: 'card' }]],
    ['with a card body of 201 characters', '/blocks/0/body/text', [card({ body: mrkdwn(x(201)) })]],
    ['with a container of 11 blocks', '/blocks/0/child_blocks', [container({ child_blocks: many(11, section()) })]],
    ['with a chart in a container', '/blocks/0/child_blocks/0/type', [container({ child_blocks: [chart()] })]],
    [
      'with 6 context actions',
      '/blocks/0/elements',
      [{ type: 'context_actions', elements: many(6, { type: 'icon_button', icon: 'trash', text: plain('t') }) }],
    ],
    ['with a text input outside an input block', '/blocks/0/elements/0/type', [actions(textInput())]],
  ])('%s', (_name, pointer, blocks) => {
    expect(pointers(...blocks)).toContain(pointer);
    expect(message(...blocks)?.error).toBe('invalid_blocks');
  });

  test('with two tables, in words of its own', () => {
    const refused = message(table([cell('1')]), dataTable());
    expect(refused).toMatchObject({ error: 'invalid_attachments', problems: [{ message: 'only_one_table_allowed' }] });
  });

  test('with more than 13,200 characters of text in its blocks', () => {
    expect(message(...many(5, section({ text: mrkdwn(x(2640)) })))).toBeNull();
    expect(message(...many(5, section({ text: mrkdwn(x(2641)) })))).toEqual({
      error: 'msg_blocks_too_long',
      problems: [],
    });
  });

  test('with a text above the limit', () => {
    expect(checkMessage({ text: x(40_000) })).toBeNull();
    expect(checkMessage({ text: x(40_001) })?.error).toBe('msg_too_long');
  });

  test('with a bad block in an attachment', () => {
    const refused = checkMessage({
      text: '',
      attachments: [{ color: '#f00', blocks: [{ type: 'header', text: plain('') }] }],
    });
    expect(refused).toMatchObject({
      error: 'invalid_attachments',
      problems: [{ pointer: '/attachments/0/blocks/0/text/text' }],
    });
  });
});

test('Problems are said in the shape and the words of Slack', () => {
  expect(message(section({ text: mrkdwn(x(3001)) }))?.problems).toEqual([
    {
      pointer: '/blocks/0/text/text',
      code: 'failed_constraint',
      message: 'must be less than 3001 characters',
      constraint: { maximum: 3000 },
    },
  ]);
  expect(message({ type: 'header' })?.problems).toEqual([
    {
      pointer: '/blocks/0',
      code: 'missing_field',
      message: 'missing required field: text',
      constraint: { field: 'text' },
    },
  ]);
});

describe('A modal', () => {
  test.each<[string, Json]>([
    ['of 100 blocks', modal({ blocks: many(100, section()) })],
    ['with an input and a submit', modal({ submit: plain('Save'), blocks: [input()] })],
    ['with an alert', modal({ blocks: [{ type: 'alert', text: plain('Careful'), level: 'warning' }] })],
    ['with private metadata of 3000 characters', modal({ private_metadata: x(3000) })],
  ])('%s is taken', (_name, view) => {
    expect(checkView(view)).toEqual([]);
  });

  const table1 = table([cell('1')]);
  test.each<[string, string, Json]>([
    ['of 101 blocks', '/blocks', modal({ blocks: many(101, section()) })],
    ['without a title', '', modal({ title: undefined })],
    ['with a title of 25 characters', '/title/text', modal({ title: plain(x(25)) })],
    ['with a submit of 25 characters', '/submit/text', modal({ submit: plain(x(25)) })],
    ['with an input but no submit', '', modal({ blocks: [input()] })],
    ['with private metadata of 3001 characters', '/private_metadata', modal({ private_metadata: x(3001) })],
    ['with a callback id of 256 characters', '/callback_id', modal({ callback_id: x(256) })],
    ['with a table', '/blocks/0/type', modal({ blocks: [table1] })],
    ['with a chart', '/blocks/0/type', modal({ blocks: [chart()] })],
    ['with markdown', '/blocks/0/type', modal({ blocks: [{ type: 'markdown', text: 'm' }] })],
    ['with a card', '/blocks/0/type', modal({ blocks: [card()] })],
    ['with a container', '/blocks/0/type', modal({ blocks: [container()] })],
    ['with the properties of a view that Slack returned', '', modal({ hash: '1', id: 'V1' })],
    [
      'with two focused inputs',
      '/blocks',
      modal({
        submit: plain('Save'),
        blocks: ['a', 'b'].map((id) => input({ block_id: id, element: textInput({ focus_on_load: true }) })),
      }),
    ],
    [
      'with a text input of more than 3000 characters',
      '/blocks/0/element/max_length',
      modal({ submit: plain('Save'), blocks: [input({ element: textInput({ max_length: 3001 }) })] }),
    ],
    [
      'with a number input that does not say whether decimals count',
      '/blocks/0/element',
      modal({ submit: plain('Save'), blocks: [input({ element: { type: 'number_input' } })] }),
    ],
    [
      'with an alert of 201 characters',
      '/blocks/0/text/text',
      modal({ blocks: [{ type: 'alert', text: plain(x(201)) }] }),
    ],
    ['of more than 250 kB', '', modal({ blocks: many(100, section({ text: mrkdwn(x(2900)) })) })],
  ])('%s is refused', (_name, pointer, view) => {
    expect(checkView(view).map((problem) => problem.pointer)).toContain(pointer);
  });
});

test('A Home tab has charts and containers but no table, alert or submit', () => {
  const home = (...blocks: Json[]) => checkView({ type: 'home', blocks }).map((problem) => problem.message);
  expect(home(section(), chart(), container())).toEqual([]);
  expect(home(table([cell('1')]))).toEqual(['unsupported type: table']);
  expect(home({ type: 'alert', text: plain('a') })).toEqual(['unsupported type: alert']);
  expect(checkView({ type: 'home', blocks: [section()], submit: plain('s') })).toHaveLength(1);
});
