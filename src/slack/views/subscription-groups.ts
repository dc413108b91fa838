import type { InputBlock, KnownBlock } from '@slack/types';
import type { Untold, UserGroup } from '../directory.ts';
import { header } from './blocks.ts';
import { oneOf } from './choices.ts';
import { FIELD, NONE, type SubscriptionForm } from './subscription-fields.ts';

const MOST_GROUPS = 98;

/** Which user group alone may act in the channel. */
export function whoMayInputs({ subscription, groups }: SubscriptionForm): (KnownBlock | null)[] {
  const chosen = subscription?.acknowledgeGroup ?? null;
  if (groups === 'scope missing' && chosen === null) return [];
  return [
    header('Who may'),
    groupInput({
      id: FIELD.acknowledgeGroup,
      label: 'Acknowledge, triage, and change these settings',
      none: 'Everybody in the channel',
      groups,
      chosen,
    }),
  ];
}

/** A menu of the user groups. null: Thumbline may not see them, and none is chosen. */
export function groupInput({
  id,
  label,
  none,
  groups,
  chosen,
}: {
  id: string;
  label: string;
  none: string;
  groups: UserGroup[] | Untold;
  chosen: string | null;
}): InputBlock | null {
  const seen = groups === 'scope missing' ? [] : groups;
  const known = seen
    .slice(0, MOST_GROUPS)
    .map(({ id: value, handle, name }) => ({ value, name: `@${handle} · ${name}` }));
  const missing =
    chosen === null || known.some(({ value }) => value === chosen) ? [] : [{ value: chosen, name: chosen }];
  if (known.length + missing.length === 0) return null;
  return oneOf({
    id,
    label,
    choices: [{ value: NONE, name: none }, ...missing, ...known],
    chosen: chosen ?? NONE,
  });
}
