import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { isWebAddress } from '../../csat/conversation-url.ts';
import { OUTCOMES, type Outcome } from '../../csat/feedback.ts';
import type { Gap, OtherGap } from '../../csat/gap.ts';
import { OUTCOME_WORDS } from '../../csat/triage.ts';
import { type GapPlace, gapPlaceValue } from '../gap-place.ts';
import { CALLBACK } from '../ids.ts';
import { leaf, line, outsideLine, plain, richText } from './blocks.ts';
import { gapName } from './gap-words.ts';
import { cleanLine, cleanText, cut } from './text.ts';
import { MOST_LINK_CHARACTERS, MOST_NOTE_CHARACTERS } from './triage-form.ts';
import { counted } from './words.ts';

/** The names of the inputs: each is the id of its block and of its action. */
export const GAP_INPUT = {
  name: 'name',
  outcome: 'outcome',
  owner: 'owner',
  note: 'note',
  link: 'link',
  into: 'into',
} as const;

export const MOST_NAME_CHARACTERS = 100;
const MAX_OPTION = 75;

/** Name, outcome, owner, note and link of a gap. The outcome is set for all of its conversations. */
export function gapForm({
  gap,
  total,
  reader,
  place,
}: {
  gap: Gap;
  /** How many conversations it has. */
  total: number;
  /** Who fills it in: the owner, unless there is one. */
  reader: string;
  place: GapPlace;
}): ModalView {
  const owner = gap.owner ?? (gap.outcome === null ? reader : null);
  const name = cut(cleanLine(gap.name ?? ''), MOST_NAME_CHARACTERS);
  const note = cut(cleanText(gap.note ?? ''), MOST_NOTE_CHARACTERS);
  const { link } = gap;
  return {
    type: 'modal',
    callback_id: CALLBACK.gapForm,
    title: plain('Work on the gap'),
    submit: plain('Save'),
    close: plain('Back'),
    private_metadata: gapPlaceValue(place),
    blocks: [
      richText(line(outsideLine(gapName(gap, 150), 150, { bold: true }))),
      input(GAP_INPUT.name, 'Name', {
        type: 'plain_text_input',
        action_id: GAP_INPUT.name,
        max_length: MOST_NAME_CHARACTERS,
        placeholder: plain('Without one, its most typical question stands for it'),
        ...(name !== '' && { initial_value: name }),
      }),
      {
        ...input(GAP_INPUT.outcome, 'What should happen?', {
          type: 'radio_buttons',
          action_id: GAP_INPUT.outcome,
          options: OUTCOMES.map(optionOf),
          ...(gap.outcome !== null && { initial_option: optionOf(gap.outcome) }),
        }),
        hint: plain(
          `Set for ${total === 1 ? 'its conversation' : `all ${counted(total, 'conversation')}`} at once, but those that were decided by themselves or whose fix is done.`,
        ),
      },
      input(GAP_INPUT.owner, 'Owner', {
        type: 'users_select',
        action_id: GAP_INPUT.owner,
        placeholder: plain('Nobody yet'),
        ...(owner !== null && /^[UW][A-Z0-9]{2,}$/.test(owner) && { initial_user: owner }),
      }),
      input(GAP_INPUT.note, 'Note', {
        type: 'plain_text_input',
        action_id: GAP_INPUT.note,
        multiline: true,
        max_length: MOST_NOTE_CHARACTERS,
        placeholder: plain('What is missing, or what to change'),
        ...(note !== '' && { initial_value: note }),
      }),
      input(GAP_INPUT.link, 'Link to the change', {
        type: 'plain_text_input',
        action_id: GAP_INPUT.link,
        max_length: MOST_LINK_CHARACTERS,
        placeholder: plain('https://…'),
        ...(link !== null && isWebAddress(link) && link.length <= MOST_LINK_CHARACTERS && { initial_value: link }),
      }),
    ],
  };
}

/** With which other gap it is one. */
export function gapMergeForm({
  gap,
  others,
  place,
}: {
  gap: Gap;
  /** One at least. */
  others: OtherGap[];
  place: GapPlace;
}): ModalView {
  return {
    type: 'modal',
    callback_id: CALLBACK.gapMerge,
    title: plain('Merge gaps'),
    submit: plain('Merge'),
    close: plain('Back'),
    private_metadata: gapPlaceValue(place),
    blocks: [
      richText(
        line(outsideLine(gapName(gap, 150), 150, { bold: true }), leaf(' is the same problem as')),
        ...(gap.status === 'done'
          ? [
              line(
                leaf(
                  'It is marked done ✅, and so will be the other one: whether the fix helped is then told of both.',
                ),
              ),
            ]
          : []),
      ),
      {
        ...input(GAP_INPUT.into, 'The other gap', {
          type: 'static_select',
          action_id: GAP_INPUT.into,
          options: others.map((other) => ({
            text: plain(`${other.status === 'done' ? '✅ ' : ''}${gapName(other, MAX_OPTION - 2)}`),
            value: String(other.id),
          })),
        }),
        optional: false,
        hint: plain(
          gap.status === 'done'
            ? 'That one keeps its name, its owner and its history, and takes the conversations of this one. Of two fixes the later counts. If it is not fixed, open it again afterwards.'
            : 'That one keeps its name, its owner and its history, and takes the conversations of this one. Where it is marked done ✅, so is this one then, and its conversations count in whether the fix helped: choose it only if that fix was meant for both, else mark this one done by itself.',
        ),
      },
    ],
  };
}

const optionOf = (outcome: Outcome): PlainTextOption => ({
  text: plain(OUTCOME_WORDS[outcome].title),
  description: plain(OUTCOME_WORDS[outcome].when),
  value: outcome,
});

const input = (id: string, label: string, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label),
  element,
  optional: true,
});
