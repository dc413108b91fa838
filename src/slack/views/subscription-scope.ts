import type { InputBlock } from '@slack/types';
import { type Choice, isOfferable, manyOf } from './choices.ts';
import { FIELD, type SubscriptionForm } from './subscription-fields.ts';
import { localeWords } from './subscription-words.ts';

/** Whose feedback the channel gets. An input that would have nothing to choose from is left out. */
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

/** What a menu cannot show, and what therefore stays as it is stored. */
export const unshown = (stored: string[]): string[] => stored.filter((value) => !isOfferable(value));
