import { folded } from './command-calendar-words.ts';
import { nearest } from './nearest.ts';

const LOCALE = /^[a-z]{2,3}([-_][a-z0-9]{1,8})*$/i;
/** Languages that people call by name instead of by code. */
const NAMED =
  'ar bg bn ca cs da de el en es et fa fi fr ga he hi hr hu id is it ja ko lt lv ms mt nb nl no pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur vi zh';
const SPOKEN = ['en', 'de', 'fr', 'es', 'pt', 'ja'];

/** As BCP 47 writes it: "DE_at" is "de-AT". null: no language code. */
export function canonicalLocale(text: string): string | null {
  if (!LOCALE.test(text)) return null;
  const [language = '', ...rest] = text.replaceAll('_', '-').split('-');
  return [language.toLowerCase(), ...rest.map(casedSubtag)].join('-');
}

/** Regions in capitals, scripts with one. */
function casedSubtag(subtag: string): string {
  if (/^[a-z]{2}$/i.test(subtag)) return subtag.toUpperCase();
  if (/^[a-z]{4}$/i.test(subtag)) return subtag.charAt(0).toUpperCase() + subtag.slice(1).toLowerCase();
  return subtag.toLowerCase();
}

/** The code of a language that is called by its name, in itself or in a language that a digest speaks: "Deutsch". null: none is. */
export const languageCalled = (name: string): string | null => codesByName().get(folded(name)) ?? null;

/** The same of a name that is misspelled. */
export function languageNear(name: string): string | null {
  const near = nearest(folded(name), [...codesByName().keys()]);
  return near === null ? null : languageCalled(near);
}

let codes: ReadonlyMap<string, string> | undefined;
function codesByName(): ReadonlyMap<string, string> {
  codes ??= new Map(
    NAMED.split(' ').flatMap((code) =>
      [...SPOKEN, code].flatMap((locale): [string, string][] => {
        const name = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(code);
        return name === undefined ? [] : [[folded(name), code]];
      }),
    ),
  );
  return codes;
}
