/**
 * The same words as different keyboards write them: accents in one character or two, Latin letters and digits as wide as a Kanji
 * or not, apostrophes straight or curly. A text mixes them rarely, and to fold every message alike would take as long as all the
 * rest of a search. The first is as typed; between words there is one space. Empty: there is nothing to look for.
 */
export function spellingsOf(words: string): string[] {
  const plain = words.normalize('NFKC');
  const wide = plain.replace(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
  const written = [words, words.normalize('NFC'), words.normalize('NFD'), plain, wide];
  const quoted = written.flatMap((text) =>
    APOSTROPHE.test(text) ? [text, text.replace(APOSTROPHES, "'"), text.replace(APOSTROPHES, '’')] : [text],
  );
  const spellings = quoted.map((text) => partsOf(text).join(' ')).filter((text) => text !== '');
  return partsOf(words).length === 0 ? [] : [...new Set(spellings)];
}

/** Of a spelling: the words in it. */
export const partsOf = (spelling: string): string[] => spelling.split(/\s+/).filter((part) => part !== '');

const APOSTROPHE = /['’‘ʼ]/;
const APOSTROPHES = /['’‘ʼ]/g;
