import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Answer } from './answer.ts';

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
};
const NAME = /^[a-z0-9-]+\.(js|css|svg|woff2|txt)$/;
const FONT = /^inter-latin(-ext)?-(400|600|700)-(normal|italic)\.woff2$/;

/** A file of the page: its scripts and styles, or a cut of its font from the npm package. null: no such file. */
export async function loadAsset(name: string): Promise<Answer | null> {
  const ending = NAME.exec(name)?.[1];
  if (ending === undefined) return null;
  const path = FONT.test(name) ? fontPath(name) : new URL(`./assets/${name}`, import.meta.url);
  try {
    return { status: 200, type: TYPES[ending] ?? 'text/plain', body: await readFile(path), cache: ending === 'woff2' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const fontPath = (name: string) => createRequire(import.meta.url).resolve(`@fontsource/inter/files/${name}`);
