import type { HomeView, KnownBlock } from '@slack/types';
import type { AlertEntry, AlertList, TaskEntry, TaskList } from '../../csat/home.ts';
import type { Overview } from '../../csat/overview.ts';
import type { Scope, Subscription } from '../../csat/subscription.ts';
import { OUTCOME_WORDS } from '../../csat/triage.ts';
import { conversationKeyValue } from '../carried.ts';
import { ACTION } from '../ids.ts';
import {
  button,
  buttons,
  divider,
  header,
  leaf,
  line,
  note,
  outside,
  outsideLine,
  plain,
  quote,
  richText,
  when,
} from './blocks.ts';
import { notice } from './notice.ts';
import { weekOverviews } from './overview.ts';
import { ALERT_WORDS, digestTimeWords, scopeWords } from './subscription-words.ts';
import { counted } from './words.ts';

export type Home = {
  /** The channels whose figures these are. */
  followed: Subscription[];
  /** The person is in none of them, or nobody could see: it is everybody's. */
  isEverything: boolean;
  thisWeek: Overview;
  lastWeek: Overview;
  scope: Scope;
  /** Nobody has acknowledged them. */
  waiting: AlertList;
  /** The person has acknowledged them, and nobody has triaged them. */
  mine: AlertList;
  tasks: TaskList;
};

const MAX_REASON = 200;
const MOST_CHANNELS = 8;

/** The Home tab: what waits for this person, what waits for anybody, how the week goes, and the ways to everything else. */
export function home(facts: Home): HomeView {
  const { thisWeek, lastWeek, scope } = facts;
  return {
    type: 'home',
    blocks: [
      ...shortcuts(),
      ...list('Yours', facts.mine, {
        none: 'You have acknowledged nothing that is still open.',
        time: ({ acknowledgedAt, at }) => [leaf('yours since '), when(acknowledgedAt ?? at)],
      }),
      ...tasks(facts.tasks),
      ...list('Waiting for somebody', facts.waiting, {
        none: 'Nothing: every alert of the last 30 days has been acknowledged.',
        time: ({ at }) => [leaf('since '), when(at)],
      }),
      divider(),
      ...weekOverviews({ thisWeek, lastWeek, scope, days: null, chart: null }).blocks,
      divider(),
      ...channels(facts),
    ],
  };
}

/** On the first visit, while the figures are looked up. */
export const loadingHome = (): HomeView => ({
  type: 'home',
  blocks: [header('Thumbline'), richText(line(leaf('Looking up the week and what waits …')))],
});

const MOST_BLOCKS = 100;
const BEING_RENEWED = 'being_renewed';

/** On a later visit, when it takes long: what stood there, and that it is being made anew. */
export const staleHome = (blocks: HomeView['blocks']): HomeView => ({
  type: 'home',
  blocks: [
    { ...richText(line(leaf('Looking up what is new …'))), block_id: BEING_RENEWED },
    ...blocks.filter(({ block_id }) => block_id !== BEING_RENEWED),
  ].slice(0, MOST_BLOCKS),
});

/** It cannot be shown; says why and what to do. */
export const failedHome = (sentence: string, next?: string): HomeView => ({
  type: 'home',
  blocks: [header('Thumbline'), ...notice(sentence, next).blocks],
});

function shortcuts(): KnownBlock[] {
  return [
    header('Thumbline'),
    ...buttons(
      button(ACTION.startWalk, 'Triage what is open', 'home', { primary: true }),
      button(ACTION.openHelp, 'What you can ask', 'home'),
    ),
  ];
}

function list(
  title: string,
  { entries, count }: AlertList,
  words: { none: string; time: (entry: AlertEntry) => ReturnType<typeof leaf>[] },
): KnownBlock[] {
  if (count === 0) return [richText(line(leaf(title, { bold: true })), line(leaf(words.none)))];
  return [
    richText(line(leaf(title, { bold: true }), leaf(`  ·  ${counted(count, 'alert')}`))),
    ...entries.flatMap((entry) => [
      richText(
        line(
          outsideLine(entry.assistantName, 80),
          leaf('  ·  '),
          { type: 'channel', channel_id: entry.channelId },
          leaf('  ·  '),
          ...words.time(entry),
        ),
        quote(outside(entry.reason, MAX_REASON, 'No reason given')),
      ),
      ...buttons(button(ACTION.openTranscript, 'Transcript', conversationKeyValue(entry))),
    ]),
    ...(count > entries.length
      ? [
          note(
            plain(
              `${counted(count - entries.length, 'more alert', 'more alerts')}: in a channel, /downvotes triage:open`,
            ),
          ),
        ]
      : []),
  ];
}

const TASK_WORDS: Record<TaskEntry['stage'], string> = {
  're-test': 'done, to be tried again since ',
  open: 'the re-test failed ',
  decided: 'decided ',
};

function tasks({ entries, count }: TaskList): KnownBlock[] {
  const title = leaf('Yours to fix or to try again', { bold: true });
  if (count === 0) return [richText(line(title), line(leaf('Nothing: what you take in triage is listed here.')))];
  return [
    richText(line(title, leaf(`  ·  ${counted(count, 'conversation')}`))),
    ...entries.flatMap((entry) => [
      richText(
        line(
          outsideLine(entry.assistantName, 80),
          leaf('  ·  '),
          leaf(OUTCOME_WORDS[entry.outcome].title, { bold: true }),
          leaf(`  ·  ${TASK_WORDS[entry.stage]}`),
          when(entry.since),
        ),
        quote(outside(entry.name, MAX_REASON, 'A conversation without messages')),
      ),
      ...buttons(
        button(ACTION.openTranscript, 'Transcript', conversationKeyValue(entry)),
        button(ACTION.triageConversation, 'Triage', conversationKeyValue(entry), {
          label: 'Triage: mark it done, or say how the re-test went',
        }),
      ),
    ]),
    ...(count > entries.length
      ? [
          note(
            plain(`${counted(count - entries.length, 'more conversation')}: /csat next has those to try again first`),
          ),
        ]
      : []),
  ];
}

function channels({ followed, isEverything }: Home): KnownBlock[] {
  if (followed.length === 0) {
    return [
      richText(
        line(leaf('No channel is subscribed yet.', { bold: true })),
        line(
          leaf('In the channel that shall get alerts and the weekly digest, type  '),
          leaf('/csat subscribe', { code: true }),
        ),
      ),
    ];
  }
  return [
    richText(line(leaf(isEverything ? 'Subscribed channels' : 'Your subscribed channels', { bold: true }))),
    ...followed
      .slice(0, MOST_CHANNELS)
      .flatMap((one) => [
        richText(
          line(
            { type: 'channel', channel_id: one.channelId },
            leaf('  ·  '),
            outsideLine(scopeWords(one), 150),
            leaf(`  ·  ${ALERT_WORDS[one.alerts].toLowerCase()}`),
            leaf(one.digest === null ? '' : `  ·  digest ${digestTimeWords(one.digest, one.zone)}`),
          ),
        ),
        ...buttons(button(ACTION.openSettings, 'Settings', one.channelId)),
      ]),
    ...(followed.length > MOST_CHANNELS
      ? [note(plain(`And ${counted(followed.length - MOST_CHANNELS, 'more channel')}: /csat settings in each.`))]
      : []),
  ];
}
