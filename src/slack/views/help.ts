import type { SlackMessage } from '../../delivery/message.ts';
import { divider, header, leaf, line, note, plain, richText } from './blocks.ts';

const COMMANDS: [string, string][] = [
  ['/downvotes [filters]', 'conversations that their shoppers rated down, newest first'],
  ['/upvotes [filters]', 'those rated up'],
  ['/unrated [filters]', 'those that nobody rated'],
  ['/csat', 'this week so far and the last complete week'],
  ['/csat digest [share]', 'the weekly digest as it would be posted now; share shows it to the channel'],
  [
    '/csat gaps [share] [filters]',
    'the questions that explain a bad week, by period, assistant, locale and topic; /csat gaps done: those marked done; /csat gaps dismissed: those nobody wanted to see',
  ],
  ['/csat next', 'walks you through the open downvotes, one by one; of an assistant:, locale: or topic: if you like'],
  [
    '/csat subscribe',
    'what this channel gets: assistants, topics, alerts, escalation, digest; /csat settings is the same form',
  ],
  ['/csat unsubscribe', 'ends it, after asking'],
  ['/csat status', 'what came last, what comes next and when, what is stuck and how to mend it'],
  ['/csat help', 'this page'],
];

const FILTERS: [string, string][] = [
  ['today  yesterday  7d  2w  this week  last month', 'a period'],
  ['2026-11-01..2026-11-15  since 9 Nov  KW46', 'from one day to another, both included; as you write dates'],
  ['assistant:shop', 'one assistant'],
  ['locale:de', 'German of any country; locale:de-AT only that one'],
  ['topic:shipping  topic:"gift cards"', 'a topic; in quotes if it has spaces'],
  [
    'triage:open',
    'not triaged yet; or an outcome such as triage:knowledge, or triage:done, triage:passed, triage:failed',
  ],
  ['signal:spoiled', 'thumbs up inside, downvote at the end; signal:recovered is the other way, in /upvotes'],
  ['env:sandbox', 'playground and tests instead of real shoppers'],
  ['"late parcel"', 'words in the reason or in the messages'],
];

/** The commands and filters with examples. */
export function help(): SlackMessage {
  return {
    text: 'How to use /downvotes, /upvotes, /unrated and /csat.',
    blocks: [
      header('Thumbline: what you can ask'),
      richText(...COMMANDS.map(entry)),
      divider(),
      richText(line(leaf('Filters', { bold: true }), leaf(', in any order:')), ...FILTERS.map(entry)),
      richText(line(leaf('For example  '), leaf('/downvotes last week locale:de topic:shipping', { code: true }))),
      note(
        plain(
          'Answers are shown to you alone. Weeks and days are those of this channel’s subscription, else your own.',
        ),
      ),
    ],
  };
}

const entry = ([typed, meaning]: [string, string]) => line(leaf(typed, { code: true }), leaf(`  ${meaning}`));
