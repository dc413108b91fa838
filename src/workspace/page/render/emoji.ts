import { emojiData } from 'slack-to-html';

/** The characters of an emoji by its short name, without colons; null when there is no such emoji. */
export function emojiCharacter(name: string): string | null {
  const codes = Object.hasOwn(emojiData, name) ? emojiData[name] : undefined;
  if (codes === undefined) return null;
  return codes
    .split('-')
    .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .join('');
}

/** Every `:short_name:` that is an emoji as its characters. */
export function emojiCharacters(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/gi, (shortcode, name: string) => emojiCharacter(name) ?? shortcode);
}
