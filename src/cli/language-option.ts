import { InputError } from '../csat/input-error.ts';
import { isLanguage, LANGUAGES } from '../csat/voice.ts';

/**
 * The language that a digest shall speak, with its region where one is given: `pt-br` is `pt-BR`.
 * @throws InputError when no digest speaks it
 */
export function parseLanguage(text: string): string {
  if (isLanguage(text)) return Intl.getCanonicalLocales(text)[0] ?? text;
  throw new InputError(
    `Unknown language "${text}": expected one of ${Object.keys(LANGUAGES).join(', ')}, or one of their regions such as pt-BR.`,
  );
}
