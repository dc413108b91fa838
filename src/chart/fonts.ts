import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

const LATIN = 'Thumbline Latin';
const JAPANESE = 'Thumbline Japanese';

const { resolve } = createRequire(import.meta.url);
const registered = new Set<string>();

/**
 * The font family list to write a language in. Its letters come with the install, never from the machine.
 * Japanese is read from disk at its first use only.
 */
export function fontsFor(language: string): string {
  register('@fontsource/inter/files/inter-latin-400-normal.woff2', LATIN);
  register('@fontsource/inter/files/inter-latin-600-normal.woff2', LATIN);
  if (!/^ja\b/i.test(language)) return `"${LATIN}"`;
  register('@fontsource/kosugi/files/kosugi-japanese-400-normal.woff2', JAPANESE);
  return `"${LATIN}", "${JAPANESE}"`;
}

function register(file: string, family: string) {
  if (registered.has(file)) return;
  if (GlobalFonts.register(readFileSync(resolve(file)), family) === null) {
    throw new Error(`The font ${file} cannot be read: expected a WOFF2 file; run npm ci again.`);
  }
  registered.add(file);
}
