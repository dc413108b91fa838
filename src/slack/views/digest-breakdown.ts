import type { DataTableBlock, KnownBlock } from '@slack/types';
import type { Breakdown, PartFigures } from '../../csat/digest.ts';
import type { Voice } from '../../csat/voice.ts';
import { leaf, line, note, plain, richText } from './blocks.ts';
import { calledWords } from './digest-cards.ts';
import { cleanLine, cut } from './text.ts';

/** Slack takes 10,000 characters in all tables of a message; a row of ours has at most 150. */
const MAX_ROWS = 40;
const MAX_LINES = 10;
const MAX_NAME = 60;

type Cell = DataTableBlock['rows'][number][number];

/** One row a part, most ratings first; what does not fit is counted below. Empty where there is nothing to break down. */
export function breakdownTable(breakdown: Breakdown | null, voice: Voice): KnownBlock[] {
  if (breakdown === null) return [];
  const { by, parts } = breakdown;
  const { words } = voice;
  const table: DataTableBlock = {
    type: 'data_table',
    caption: words.breakdown[by].caption,
    page_size: 5,
    row_header_column_index: 0,
    rows: [
      [words.breakdown[by].head, words.csat, words.breakdown.ratings, words.breakdown.change, '👍', '👎'].map(text),
      ...parts.slice(0, MAX_ROWS).map((part) => row(part, voice)),
    ],
  };
  return [table, ...more(breakdown, MAX_ROWS, voice)];
}

/** The same without a table, for the message that nothing in can be refused. */
export function breakdownLines(breakdown: Breakdown | null, voice: Voice): KnownBlock[] {
  if (breakdown === null) return [];
  const { words } = voice;
  const lines = breakdown.parts.slice(0, MAX_LINES).map(({ id, name, mean, rated, thumbs }) => {
    const score =
      mean === null ? words.noRatingsShort : words.bracketed(voice.mean(mean), voice.counted('ratings', rated));
    const given = `👍 ${voice.number(thumbs.up)} 👎 ${voice.number(thumbs.down)}`;
    return line(leaf(words.labelled(nameOf({ id, name }), `${score} · ${given}`)));
  });
  const title = line(leaf(words.breakdown[breakdown.by].caption, { bold: true }));
  return [richText(title, ...lines), ...more(breakdown, MAX_LINES, voice)];
}

function more({ by, parts }: Breakdown, shown: number, voice: Voice): KnownBlock[] {
  const hidden = parts.length - shown;
  return hidden > 0 ? [note(plain(voice.more(by, hidden)))] : [];
}

/** The name of a part of the scope, on one line; its id where nothing can be seen of it. */
export const nameOf = ({ id, name }: { id: string; name: string }): string =>
  cut(cleanLine(name) || cleanLine(id), MAX_NAME);

function row(part: PartFigures, voice: Voice): Cell[] {
  const { mean } = part;
  return [
    text(nameOf(part)),
    mean === null ? text(voice.words.noRatingsShort) : number(Math.round(mean * 100) / 100, voice.mean(mean)),
    number(part.rated, voice.number(part.rated)),
    text(changeWords(part, voice)),
    number(part.thumbs.up, voice.number(part.thumbs.up)),
    number(part.thumbs.down, voice.number(part.thumbs.down)),
  ];
}

/** What became of the mean; "new" only where there is one now. */
function changeWords({ mean, meanBefore, call }: PartFigures, voice: Voice): string {
  const { words } = voice;
  if (mean === null) return meanBefore === null ? '–' : words.weekBefore(voice.mean(meanBefore));
  if (meanBefore === null) return words.isNew;
  return `${voice.meanChange(mean - meanBefore)} · ${calledWords(call, voice)}`;
}

/** Slack refuses an empty cell. */
const text = (words: string): Cell => ({ type: 'raw_text', text: words === '' ? ' ' : words });
const number = (value: number, words: string): Cell => ({ type: 'raw_number', value, text: words });
