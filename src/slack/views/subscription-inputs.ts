import type { InputBlock, KnownBlock } from '@slack/types';
import type { Subscription } from '../../csat/subscription.ts';
import { LANGUAGES } from '../../csat/voice.ts';
import type { ChannelFacts, Untold, UserGroup } from '../directory.ts';
import { header, plain } from './blocks.ts';
import { type Choice, isOfferable, manyOf, oneOf, VALUE } from './choices.ts';
import { ALERT_WORDS, languageWords, limitWords, localeWords, WEEKDAYS } from './subscription-words.ts';
import { zoneChoices } from './zones.ts';

/** The inputs of the form, by the id of their block. */
export const FIELD = {
  assistants: 'assistants',
  locales: 'locales',
  topics: 'topics',
  alerts: 'alerts',
  escalateAfter: 'escalate_after',
  escalateToPerson: 'escalate_to_person',
  escalateToGroup: 'escalate_to_group',
  digestDay: 'digest_day',
  digestTime: 'digest_time',
  zone: 'zone',
  language: 'language',
  acknowledgeGroup: 'acknowledge_group',
  shareConfirmed: 'share_confirmed',
} as const;

/** What stands for "none" in a menu that cannot be emptied. */
export const NONE = 'none';
const LIMITS_MINUTES = [60, 240, 480, 1_440];
const DEFAULT_TIME = '09:00';

export type SubscriptionForm = {
  channelId: string;
  /** null: the channel has none yet. */
  subscription: Subscription | null;
  assistants: { id: string; name: string }[];
  /** Those that were seen lately, the most frequent first. */
  known: { locales: string[]; topics: string[] };
  /** The IANA zone of the person's Slack; null: not told. */
  zone: string | null;
  groups: UserGroup[] | Untold;
  channel: ChannelFacts | Untold | 'not found';
};

export function scopeInputs({ subscription, assistants, known }: SubscriptionForm): (InputBlock | null)[] {
  const choices = (stored: string[], seen: string[], name: (value: string) => string): Choice[] =>
    [...stored, ...seen].map((value) => ({ value, name: name(value) }));
  const languages = known.locales.map((locale) => locale.split(/[-_]/)[0] ?? locale);
  return [
    manyOf({
      id: FIELD.assistants,
      label: 'Assistants',
      placeholder: 'All assistants',
      hint: 'Leave empty for all of them, new ones too.',
      choices: assistants.map(({ id, name }) => ({ value: id, name })),
      chosen: subscription?.assistants ?? [],
    }),
    manyOf({
      id: FIELD.locales,
      label: 'Languages',
      placeholder: 'Every language',
      hint: 'A language means all its countries.',
      choices: choices(subscription?.locales ?? [], [...languages, ...known.locales], localeWords),
      chosen: subscription?.locales ?? [],
    }),
    manyOf({
      id: FIELD.topics,
      label: 'Topics',
      placeholder: 'Every topic',
      hint: 'Those seen lately. Conversations with any of the chosen ones count.',
      choices: choices(subscription?.topics ?? [], known.topics, (topic) => topic),
      chosen: subscription?.topics ?? [],
    }),
  ];
}

export function alertInputs({ subscription, groups }: SubscriptionForm): (InputBlock | null)[] {
  const limit = subscription?.escalateAfterMinutes ?? null;
  const limits = [...new Set([...LIMITS_MINUTES, ...(limit === null ? [] : [limit])])].sort((a, b) => a - b);
  const target = subscription?.escalateTo ?? null;
  const isGroup = target?.startsWith('S') === true;
  return [
    oneOf({
      id: FIELD.alerts,
      label: 'Cards',
      choices: Object.entries(ALERT_WORDS).map(([value, name]) => ({ value, name })),
      chosen: subscription?.alerts ?? 'downvotes',
    }),
    oneOf({
      id: FIELD.escalateAfter,
      label: 'When nobody acknowledges a card',
      choices: [
        { value: NONE, name: 'Leave it' },
        ...limits.map((minutes) => ({ value: String(minutes), name: `Mention somebody after ${limitWords(minutes)}` })),
      ],
      chosen: limit === null ? NONE : String(limit),
    }),
    {
      type: 'input',
      block_id: FIELD.escalateToPerson,
      optional: true,
      label: plain('Whom to mention then'),
      element: {
        type: 'multi_users_select',
        action_id: VALUE,
        max_selected_items: 1,
        placeholder: plain('Nobody'),
        ...(target !== null && !isGroup && { initial_users: [target] }),
      },
    },
    groupInput({
      id: FIELD.escalateToGroup,
      label: 'Or a user group',
      none: 'No user group',
      groups,
      chosen: isGroup ? target : null,
    }),
  ];
}

export function digestInputs({ subscription, zone: readersZone }: SubscriptionForm): InputBlock[] {
  const digest = subscription === null ? { weekday: 1, time: DEFAULT_TIME } : subscription.digest;
  const zone = subscription?.zone ?? readersZone ?? 'UTC';
  const language = subscription?.language ?? 'en';
  return [
    oneOf({
      id: FIELD.digestDay,
      label: 'Posted on',
      choices: [
        ...WEEKDAYS.map((name, index) => ({ value: String(index + 1), name })),
        { value: NONE, name: 'Never: no digest' },
      ],
      chosen: digest === null ? NONE : String(digest.weekday),
    }),
    {
      type: 'input',
      block_id: FIELD.digestTime,
      label: plain('At'),
      element: { type: 'timepicker', action_id: VALUE, initial_time: digest?.time ?? DEFAULT_TIME },
    },
    oneOf({
      id: FIELD.zone,
      label: 'Time zone',
      hint: 'Of that time, and of the days and weeks in every figure of this channel.',
      choices: zoneChoices([zone, ...(readersZone === null ? [] : [readersZone])]),
      chosen: zone,
    }),
    oneOf({
      id: FIELD.language,
      label: 'Language of the digest',
      choices: [...new Set([...Object.keys(LANGUAGES), language])].map((value) => ({
        value,
        name: languageWords(value),
      })),
      chosen: language,
    }),
  ];
}

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

/** null: Thumbline may not see the user groups, and none is chosen. */
function groupInput({
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

const MOST_GROUPS = 98;

export function shareInput(): InputBlock {
  return {
    type: 'input',
    block_id: FIELD.shareConfirmed,
    optional: true,
    label: plain('This channel is shared with another organisation'),
    element: {
      type: 'checkboxes',
      action_id: VALUE,
      options: [
        {
          text: plain('Its members may read what shoppers wrote'),
          description: plain('Cards and digests will be visible to people outside of this workspace.'),
          value: 'confirmed',
        },
      ],
    },
  };
}

/** What a menu cannot show, and what therefore stays as it is stored. */
export const unshown = (stored: string[]): string[] => stored.filter((value) => !isOfferable(value));
