import type { InputBlock } from '@slack/types';
import { LANGUAGES } from '../../csat/voice.ts';
import { plain } from './blocks.ts';
import { oneOf, VALUE } from './choices.ts';
import { FIELD, NONE, type SubscriptionForm } from './subscription-fields.ts';
import { languageWords, WEEKDAYS } from './subscription-words.ts';
import { zoneChoices } from './zones.ts';

const DEFAULT_TIME = '09:00';

/** When the weekly digest is posted, in which zone and language. */
export function digestInputs({ subscription, zones }: SubscriptionForm): InputBlock[] {
  const digest = subscription === null ? { weekday: 1, time: DEFAULT_TIME } : subscription.digest;
  const zone = subscription?.zone ?? zones[0] ?? 'UTC';
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
      hint: 'Of that time, of the quiet hours, and of the days and weeks in every figure of this channel.',
      choices: zoneChoices([zone, ...zones]),
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
