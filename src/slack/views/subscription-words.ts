import type { AlertChoice, DigestTime, Subscription } from '../../csat/subscription.ts';
import { LANGUAGES } from '../../csat/voice.ts';
import { counted, durationWords } from './words.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const ALERT_WORDS: Record<AlertChoice, string> = {
  downvotes: 'A card for each downvote',
  thumbs: 'A card for each downvote and each single thumb down',
  off: 'No cards',
};

/** "Mondays at 09:00, Europe/Berlin". */
export const digestTimeWords = ({ weekday, time }: DigestTime, zone: string): string =>
  `${WEEKDAYS[weekday - 1]}s at ${time}, ${zone}`;

/** The language in its own name, with the region where there is one: "Português (pt-BR)". */
export function languageWords(language: string): string {
  try {
    const base = new Intl.Locale(language).language;
    const name = LANGUAGES[base]?.name;
    if (name === undefined) return `${language} (spoken in English)`;
    return base === language ? name : `${name} (${language})`;
  } catch {
    return language;
  }
}

/** "all assistants", "2 assistants, German, 1 topic": what is in the subscription's scope, short. */
export function scopeWords({
  assistants,
  locales,
  topics,
}: Pick<Subscription, 'assistants' | 'locales' | 'topics'>): string {
  return [
    assistants.length === 0 ? 'all assistants' : counted(assistants.length, 'assistant'),
    locales.length === 0
      ? 'every language'
      : locales.length <= 3
        ? locales.join(', ')
        : counted(locales.length, 'locale'),
    topics.length === 0 ? 'every topic' : counted(topics.length, 'topic'),
  ].join(', ');
}

/** "after 4 h"; minutes, since that is what a subscription holds. */
export const limitWords = (minutes: number): string => durationWords(minutes * 60_000);

const LOCALE_NAMES = new Intl.DisplayNames('en', { type: 'language' });

/** "German (Austria), de-AT"; a locale that is none, as its source wrote it. */
export function localeWords(locale: string): string {
  try {
    const name = LOCALE_NAMES.of(locale.replaceAll('_', '-'));
    return name === undefined || name === locale ? locale : `${name} · ${locale}`;
  } catch {
    return locale;
  }
}
