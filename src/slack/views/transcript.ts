import type { Button, KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Conversation } from '../../csat/conversation.ts';
import { satisfactionOf } from '../../csat/feedback.ts';
import { standingOutcome } from '../../csat/triage.ts';
import { type TranscriptPlace, transcriptPlaceValue } from '../carried.ts';
import { ACTION, CALLBACK } from '../ids.ts';
import {
  button,
  buttons,
  divider,
  leaf,
  line,
  linkButton,
  note,
  outsideLine,
  outsideMarked,
  plain,
  quote,
  richText,
  when,
} from './blocks.ts';
import { notice } from './notice.ts';
import { firstMatch, pagesOf, turnBlock } from './transcript-pages.ts';
import { stepButtons, triageLines } from './triage.ts';
import { counted, environmentWords, scoreWords } from './words.ts';

const MAX_PRIVATE_METADATA = 3_000;

export type TranscriptSetting = Partial<Omit<TranscriptPlace, 'key'>> & {
  /** Counted from 0; one past the end is the last one. Missing: where the words that the list was searched for stand, else the first. */
  page?: number;
  /** What just happened. */
  notice?: RichTextSection;
};

/**
 * A page of the whole conversation in a modal: satisfaction and reason on top, then every turn with its badge, then what
 * can be done about it. On a walk the next conversation is one of those things.
 */
export function transcript(conversation: Conversation, setting: TranscriptSetting = {}): ModalView {
  const { channelId = null, walk = null, list = null, notice } = setting;
  const pages = pagesOf(conversation.turns);
  const words = list?.place.filter.words ?? null;
  const found = words === null ? null : firstMatch(pages, words);
  const at = Math.min(setting.page ?? found?.page ?? 0, pages.length - 1);
  const turns = pages[at] ?? [];
  const before = pages.slice(0, at).reduce((sum, { length }) => sum + length, 0);
  const place = transcriptPlaceValue({ key: conversation, channelId, walk, list });
  // Without its place nothing can be done with it: an id that long then shows its first page alone.
  const turnable = place.length <= MAX_PRIVATE_METADATA;
  const position = `Messages ${before + 1}–${before + turns.length} of ${conversation.turns.length.toLocaleString('en')}`;
  return modal(
    [
      ...(notice === undefined ? [] : [richText(notice), divider()]),
      ...top(conversation, words, found?.turn ?? null),
      divider(),
      ...(turns.length === 0
        ? [richText(line(leaf('The conversation has no messages.', { italic: true })))]
        : turns.map((turn) => turnBlock(turn, conversation, words))),
      ...(pages.length === 1 ? [] : [divider(), note(plain(position))]),
      ...buttons(
        turnable && at > 0 ? button(ACTION.earlierTurns, 'Earlier messages', String(at - 1)) : null,
        turnable && at < pages.length - 1 ? button(ACTION.laterTurns, 'Later messages', String(at + 1)) : null,
      ),
      ...(turnable ? whatNext(conversation, walk !== null) : []),
    ],
    turnable ? { place, walk: walk !== null } : undefined,
  );
}

/** The triage so far is told on top; here are its next step, the form for the rest, and the way on. */
function whatNext({ triage }: Conversation, isWalk: boolean): KnownBlock[] {
  const isOpen = standingOutcome(triage) === null;
  const form = isOpen ? 'With a note …' : 'Change …';
  const next = isOpen ? 'Skip' : 'Next';
  const [steps] = stepButtons(triage);
  return [
    divider(),
    ...buttons(
      ...((steps?.elements ?? []) as Button[]),
      button(ACTION.openTriageForm, form, '-', { label: `${form}: the outcome with an owner, a note and a link` }),
      isWalk ? button(ACTION.nextToTriage, next, '-', { label: `${next}: to the next conversation` }) : null,
    ),
  ];
}

/** Shown at once, since Slack lets a modal be opened only within three seconds of the click. */
export const loadingTranscript = (): ModalView => modal([richText(line(leaf('Loading the conversation …')))]);

/** The conversation cannot be shown; says why and what to do. */
export const failedTranscript = (sentence: string, next?: string): ModalView => modal(notice(sentence, next).blocks);

export const missingTranscript = (): ModalView =>
  failedTranscript('This conversation is no longer there: it was erased or never imported.');

function modal(blocks: KnownBlock[], { place, walk } = { place: '', walk: false }): ModalView {
  return {
    type: 'modal',
    callback_id: walk ? CALLBACK.walk : CALLBACK.transcript,
    title: plain('Transcript'),
    close: plain(walk ? 'Stop' : 'Close'),
    notify_on_close: walk,
    private_metadata: place,
    blocks,
  };
}

/** Satisfaction first, since that is what the reader came for; then where and when; then the way to the source. */
function top(conversation: Conversation, words: string | null, foundTurn: number | null): KnownBlock[] {
  const { rating, topics, locale, environment } = conversation;
  const satisfaction = satisfactionOf(rating?.verdict ?? null);
  const details = [
    outsideLine(conversation.assistantName, 80),
    ...(locale === null ? [] : [outsideLine(locale, 20)]),
    ...topics.slice(0, 5).map((topic) => outsideLine(topic, 40)),
    ...[environmentWords(environment)].flatMap((sandbox) => (sandbox === null ? [] : [leaf(sandbox)])),
    when(conversation.startedAt),
    leaf(counted(conversation.turns.length, 'message')),
  ];
  return [
    richText(
      line(
        leaf('Satisfaction  '),
        leaf(satisfaction, { bold: true }),
        ...(rating?.score == null ? [] : [leaf(`  ${scoreWords(rating.score)}`)]),
        ...(rating === null ? [] : [leaf('  ·  rated '), when(rating.ratedAt)]),
      ),
      ...(rating !== null && (rating.verdict === 'down' || rating.negativeReason !== null)
        ? [quote(...outsideMarked(rating.negativeReason, 1_000, 'No reason given', words))]
        : []),
      line(...details.flatMap((detail, index) => (index === 0 ? [detail] : [leaf('  ·  '), detail]))),
      ...triageLines(conversation.triage),
      ...(words === null ? [] : [searchLine(words, foundTurn)]),
    ),
    ...buttons(linkButton(ACTION.openConversation, 'Open conversation', conversation.url)),
  ];
}

/** What is marked, and where the first of it stands; a reason alone may hold it too. */
const searchLine = (words: string, turn: number | null): RichTextSection =>
  line(
    leaf('Searched for  '),
    outsideLine(words, 100, { code: true }),
    leaf(turn === null ? '' : `  ·  first in message ${(turn + 1).toLocaleString('en')}`),
  );
