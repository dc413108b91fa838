import type { InputBlock } from '@slack/types';
import { ACTION } from '../ids.ts';
import { plain } from './blocks.ts';
import { oneOf, VALUE } from './choices.ts';
import { FIELD, NONE, type SubscriptionForm } from './subscription-fields.ts';
import { groupInput } from './subscription-groups.ts';
import { ALERT_WORDS, limitWords } from './subscription-words.ts';

const FIRST_LIMITS_MINUTES = [60, 240, 480, 1_440];
const SECOND_LIMITS_MINUTES = [120, 240, 480, 1_440, 2_880];

/** Which cards the channel gets, and what happens to one that nobody takes. Each call asks for the next only once it is chosen. */
export function alertInputs(form: SubscriptionForm): (InputBlock | null)[] {
  const { subscription, escalation, disclosed } = form;
  return [
    oneOf({
      id: FIELD.alerts,
      label: 'Cards',
      choices: Object.entries(ALERT_WORDS).map(([value, name]) => ({ value, name })),
      chosen: subscription?.alerts ?? 'downvotes',
    }),
    limitInput({
      id: FIELD.escalateAfter,
      label: 'When nobody acknowledges a card',
      none: 'Leave it',
      words: (limit) => `Mention somebody after ${limit}`,
      offered: FIRST_LIMITS_MINUTES,
      chosen: subscription?.escalateAfterMinutes ?? null,
    }),
    ...(disclosed.firstCall
      ? targetInputs(form, {
          ids: { person: FIELD.escalateToPerson, group: FIELD.escalateToGroup },
          label: 'Whom to mention then',
          chosen: subscription?.escalateTo ?? null,
        })
      : []),
    disclosed.firstCall
      ? limitInput({
          id: FIELD.escalateAgainAfter,
          label: 'And when still nobody does',
          hint: 'Counted from the same moment: when the card could be seen.',
          none: 'Leave it then',
          words: (limit) => `Mention somebody again after ${limit}`,
          offered: SECOND_LIMITS_MINUTES,
          chosen: escalation.againAfterMinutes,
        })
      : null,
    ...(disclosed.secondCall
      ? targetInputs(form, {
          ids: { person: FIELD.escalateAgainToPerson, group: FIELD.escalateAgainToGroup },
          label: 'Whom to mention the second time',
          chosen: escalation.againTo,
        })
      : []),
    ...(disclosed.firstCall || escalation.quiet !== null ? quietInputs(form) : []),
  ];
}

function limitInput({
  id,
  label,
  hint,
  none,
  words,
  offered,
  chosen,
}: {
  id: string;
  label: string;
  hint?: string;
  none: string;
  words: (limit: string) => string;
  offered: number[];
  chosen: number | null;
}): InputBlock {
  const limits = [...new Set([...offered, ...(chosen === null ? [] : [chosen])])].sort((a, b) => a - b);
  return oneOf({
    id,
    label,
    hint,
    choices: [
      { value: NONE, name: none },
      ...limits.map((minutes) => ({ value: String(minutes), name: words(limitWords(minutes)) })),
    ],
    chosen: chosen === null ? NONE : String(chosen),
    tellsAs: ACTION.chooseLimit,
  });
}

function targetInputs(
  { groups }: SubscriptionForm,
  { ids, label, chosen }: { ids: { person: string; group: string }; label: string; chosen: string | null },
): (InputBlock | null)[] {
  const isGroup = chosen?.startsWith('S') === true;
  const group = groupInput({
    id: ids.group,
    label: 'Or a user group',
    none: 'No user group',
    groups,
    chosen: isGroup ? chosen : null,
  });
  return [
    {
      type: 'input',
      block_id: ids.person,
      optional: group !== null,
      label: plain(label),
      element: {
        type: 'multi_users_select',
        action_id: VALUE,
        max_selected_items: 1,
        placeholder: plain('Choose a person'),
        ...(chosen !== null && !isGroup && { initial_users: [chosen] }),
      },
    },
    group,
  ];
}

/** Menus, since a time that was picked could not be taken back. */
function quietInputs({ escalation: { quiet } }: SubscriptionForm): InputBlock[] {
  const menu = (id: string, label: string, chosen: string | null, hint?: string) =>
    oneOf({
      id,
      label,
      hint,
      choices: [
        { value: NONE, name: 'None' },
        ...[...new Set([...HALF_HOURS, ...(chosen === null ? [] : [chosen])])]
          .sort()
          .map((time) => ({ value: time, name: time })),
      ],
      chosen: chosen ?? NONE,
    });
  return [
    menu(FIELD.quietFrom, 'Quiet hours from', quiet?.from ?? null),
    menu(
      FIELD.quietTo,
      'Quiet hours until',
      quiet?.to ?? null,
      'In the time zone below; past midnight where this is the earlier time. Nobody is called then, and the limits stand still.',
    ),
  ];
}

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, n) => `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`,
);
