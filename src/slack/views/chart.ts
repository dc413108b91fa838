import type { ImageBlock } from '@slack/types';
import { cut } from './text.ts';

/** Slack's limit for what a picture says to those who don't see it. */
const MAX_ALT_TEXT = 2_000;

export type Picture = { altText: string };

/** A picture that was uploaded with the token that posts. */
export const uploadedChart = (fileId: string, { altText }: Picture): ImageBlock => ({
  type: 'image',
  slack_file: { id: fileId },
  alt_text: cut(altText, MAX_ALT_TEXT),
});

/** A picture that Slack fetches from an address. */
export const hostedChart = (url: string, { altText }: Picture): ImageBlock => ({
  type: 'image',
  image_url: url,
  alt_text: cut(altText, MAX_ALT_TEXT),
});
