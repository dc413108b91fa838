import type { DataTableBlock, KnownBlock } from '@slack/types';
import type { AssistantFigures } from '../../csat/digest.ts';
import type { Voice } from '../../csat/voice.ts';
import { leaf, line, note, plain, richText } from './blocks.ts';
import { calledWords } from './digest-cards.ts';
import { cleanLine, cut } from './text.ts';

/** Slack takes 10,000 characters in all tables of a message; a row of ours has at most 150. */
const MAX_ROWS = 40;
const MAX_LINES = 10;
const MAX_NAME = 60;

type Cell = DataTableBlock['rows'][number][number];

/** One row an assistant, most ratings first; what does not fit is counted below. Empty where there is only one. */
export function breakdownTable(assistants: AssistantFigures[], voice: Voice): KnownBlock[] {
  if (assistants.length < 2) return [];
  const { words } = voice;
  const table: DataTableBlock = {
    type: 'data_table',
    caption: words.breakdown.caption,
    page_size: 5,
    row_header_column_index: 0,
    rows: [
      [words.breakdown.assistant, words.csat, words.breakdown.ratings, words.breakdown.change, '👍', '👎'].map(text),
      ...assistants.slice(0, MAX_ROWS).map((assistant) => row(assistant, voice)),
    ],
  };
  return [table, ...more(assistants.length - MAX_ROWS, voice)];
}

/** The same without a table, for the message that nothing in can be refused. */
export function breakdownLines(assistants: AssistantFigures[], voice: Voice): KnownBlock[] {
  if (assistants.length < 2) return [];
  const { words } = voice;
  const lines = assistants.slice(0, MAX_LINES).map(({ id, name, mean, rated, thumbs }) => {
    const score = mean === null ? words.noRatingsShort : `${voice.mean(mean)} (${voice.counted('ratings', rated)})`;
    return line(leaf(`${nameOf({ id, name })}: ${score} · 👍 ${thumbs.up} 👎 ${thumbs.down}`));
  });
  const title = line(leaf(words.breakdown.caption, { bold: true }));
  return [richText(title, ...lines), ...more(assistants.length - MAX_LINES, voice)];
}

const more = (hidden: number, voice: Voice): KnownBlock[] =>
  hidden > 0 ? [note(plain(voice.words.breakdown.more(voice.number(hidden))))] : [];

const nameOf = ({ id, name }: { id: string; name: string }) => cut(cleanLine(name) || cleanLine(id), MAX_NAME);

function row(assistant: AssistantFigures, voice: Voice): Cell[] {
  const { mean, meanBefore } = assistant;
  const change = mean === null || meanBefore === null ? null : voice.meanChange(mean - meanBefore);
  return [
    text(nameOf(assistant)),
    mean === null ? text(voice.words.noRatingsShort) : number(Math.round(mean * 100) / 100, voice.mean(mean)),
    number(assistant.rated, voice.number(assistant.rated)),
    text(change === null ? voice.words.isNew : `${change} · ${calledWords(assistant.call, voice)}`),
    number(assistant.thumbs.up, voice.number(assistant.thumbs.up)),
    number(assistant.thumbs.down, voice.number(assistant.thumbs.down)),
  ];
}

/** Slack refuses an empty cell. */
const text = (words: string): Cell => ({ type: 'raw_text', text: words === '' ? ' ' : words });
const number = (value: number, words: string): Cell => ({ type: 'raw_number', value, text: words });
