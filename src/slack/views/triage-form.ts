import type { InputBlock, KnownBlock, ModalView, PlainTextOption, RichTextSection } from '@slack/types';
import { type Conversation, turnThatHurt } from '../../csat/conversation.ts';
import { isWebAddress } from '../../csat/conversation-url.ts';
import { OUTCOMES, type Outcome } from '../../csat/feedback.ts';
import { OUTCOME_WORDS, type TriageEvent } from '../../csat/triage.ts';
import { type TranscriptPlace, triageFormPlaceValue } from '../carried.ts';
import { CALLBACK } from '../ids.ts';
import { divider, leaf, line, outside, outsideLine, person, plain, quote, richText, when } from './blocks.ts';
import { failedModal } from './modal.ts';
import { cleanText, cut } from './text.ts';
import { stepButtons, triageLines } from './triage.ts';

/** The names of the form's inputs: each is the id of its block and of its action. */
export const TRIAGE_INPUT = { outcome: 'outcome', owner: 'owner', note: 'note', link: 'link' } as const;

export const MOST_NOTE_CHARACTERS = 1_000;
export const MOST_LINK_CHARACTERS = 500;
const MAX_PRIVATE_METADATA = 3_000;

export type TriageForm = {
  conversation: Conversation;
  /** Newest first. */
  history: TriageEvent[];
  place: Omit<TranscriptPlace, 'key'>;
  /** Who fills it in: the owner, unless there is one. */
  reader: string;
  /** What just happened. */
  notice?: RichTextSection;
};

/**
 * The whole triage of one conversation in a modal: what it is about, what stands, the next step as buttons, the form,
 * the history. What was typed stays when it is shown anew.
 */
export function triageForm({ conversation, history, place, reader, notice }: TriageForm): ModalView {
  const { triage, rating } = conversation;
  const metadata = triageFormPlaceValue({ key: conversation, ...place, seenVersion: triage?.version ?? 0 });
  if (metadata.length > MAX_PRIVATE_METADATA) {
    return failedModal('This conversation cannot be triaged in Slack: its id is longer than Slack can remember.');
  }
  return {
    type: 'modal',
    callback_id: CALLBACK.triageForm,
    title: plain('Triage'),
    submit: plain('Save'),
    close: plain('Close'),
    private_metadata: metadata,
    blocks: [
      ...(notice === undefined ? [] : [richText(notice), divider()]),
      richText(
        line(outsideLine(nameOf(conversation), 150, { bold: true })),
        ...(rating === null ? [] : [quote(outside(rating.negativeReason, 300, 'No reason given'))]),
        ...triageLines(triage),
      ),
      ...stepButtons(triage).filter(() => triage !== null && triage.retest !== 'failed'),
      divider(),
      ...inputs(conversation, reader),
      ...historyBlocks(history),
    ],
  };
}

function nameOf({ title, turns }: Conversation): string {
  return title ?? turnThatHurt(turns).question?.body ?? turns[0]?.body ?? 'A conversation without messages';
}

const optionOf = (outcome: Outcome): PlainTextOption => ({
  text: plain(OUTCOME_WORDS[outcome].title),
  description: plain(OUTCOME_WORDS[outcome].when),
  value: outcome,
});

function inputs({ triage }: Conversation, reader: string): InputBlock[] {
  const owner = triage === null ? reader : triage.owner;
  const note = cut(cleanText(triage?.note ?? ''), MOST_NOTE_CHARACTERS);
  const { link = null } = triage ?? {};
  return [
    input(TRIAGE_INPUT.outcome, 'What should happen?', {
      type: 'radio_buttons',
      action_id: TRIAGE_INPUT.outcome,
      options: OUTCOMES.map(optionOf),
      ...(triage !== null && { initial_option: optionOf(triage.outcome) }),
    }),
    input(
      TRIAGE_INPUT.owner,
      'Owner',
      {
        type: 'users_select',
        action_id: TRIAGE_INPUT.owner,
        placeholder: plain('Nobody yet'),
        ...(owner !== null && /^[UW][A-Z0-9]{2,}$/.test(owner) && { initial_user: owner }),
      },
      true,
    ),
    input(
      TRIAGE_INPUT.note,
      'Note',
      {
        type: 'plain_text_input',
        action_id: TRIAGE_INPUT.note,
        multiline: true,
        max_length: MOST_NOTE_CHARACTERS,
        placeholder: plain('What was wrong, or what to change'),
        ...(note !== '' && { initial_value: note }),
      },
      true,
    ),
    input(
      TRIAGE_INPUT.link,
      'Link to the change',
      {
        type: 'plain_text_input',
        action_id: TRIAGE_INPUT.link,
        max_length: MOST_LINK_CHARACTERS,
        placeholder: plain('https://…'),
        ...(link !== null && isWebAddress(link) && link.length <= MOST_LINK_CHARACTERS && { initial_value: link }),
      },
      true,
    ),
  ];
}

const input = (id: string, label: string, element: InputBlock['element'], optional = false): InputBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label),
  element,
  optional,
});

const ACTION_WORDS: Record<TriageEvent['action'], string> = {
  decided: 'decided',
  done: 'marked it done',
  passed: 're-test passed',
  failed: 're-test failed',
};

function historyBlocks(history: TriageEvent[]): KnownBlock[] {
  if (history.length === 0) return [];
  return [
    divider(),
    richText(
      line(leaf('History', { bold: true })),
      ...history.map(({ at, actor, action, outcome, owner }) =>
        line(
          when(at),
          leaf('  ·  '),
          person(actor),
          leaf(`  ${action === 'decided' ? `decided: ${OUTCOME_WORDS[outcome].title}` : ACTION_WORDS[action]}`),
          ...(action !== 'decided' || owner === null ? [] : [leaf(', owner '), person(owner)]),
        ),
      ),
    ),
  ];
}
