import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { InputError } from '../../csat/input-error.ts';
import type { Period } from '../../csat/period.ts';
import type { Scope } from '../../csat/subscription.ts';
import { LANGUAGES } from '../../csat/voice.ts';
import { type Answer, refuse, send } from '../page/answer.ts';
import { refusal } from '../page/guard.ts';
import { readerContext } from '../page/render/context.ts';
import { type Html, html } from '../page/render/html.ts';
import { renderMessage } from '../page/render/message.ts';
import type { StandIn } from '../standin/stand-in.ts';
import type { Block, Message } from '../standin/workspace.ts';
import { type Asked, addressOf, parseAsked, RENDERINGS, type Rendering, THEMES, weeksToShow } from './question.ts';

/** Makes the digest of any week without posting or keeping it; the app's, so that what is seen is what would be posted. */
export type PreviewDigest = (question: {
  channelId: string;
  period: Period;
  scope: Scope;
  language: string;
  rendering: Rendering;
  now: Date;
}) => Promise<{
  message: { text: string; blocks: object[] };
  /** The picture that the image block names; null: there is none. */
  png: Buffer | null;
  /** What is to be known of how the picture was made; null: nothing. */
  note: string | null;
}>;

export type DigestPageOptions = {
  previewDigest: PreviewDigest;
  /** Whose subscription's alerts and triage the digest tells of. */
  channelId: string;
  /** In which weeks begin. */
  zone: string;
  clock: Clock;
};

/** A page at `/digest` that shows the digest of any week as a message of the workspace. */
export function mountDigestPage(standIn: StandIn, options: DigestPageOptions): void {
  const token = randomBytes(24).toString('base64url');
  standIn.mount(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname !== '/digest') return false;
    const reason = refusal(request, token);
    if (reason !== null) send(response, refuse(403, reason));
    else if (request.method !== 'GET') send(response, refuse(405, `This page does not take ${request.method}.`));
    else send(response, await answer(standIn, url.searchParams, options));
    return true;
  });
}

async function answer(standIn: StandIn, query: URLSearchParams, options: DigestPageOptions): Promise<Answer> {
  const { previewDigest, channelId, zone, clock } = options;
  const now = clock.now();
  try {
    const asked = parseAsked(query, { zone, now });
    const preview = await previewDigest({ channelId, now, ...asked });
    const message = messageOf(standIn, preview.message, channelId, now);
    const page = renderPage(asked, weeksToShow(now, zone), [
      preview.note === null ? null : html`<p class="digest-note">${preview.note}</p>`,
      renderMessage(message, FRAME, standIn.workspace.bot, contextOf(standIn, preview.png)),
    ]);
    return { status: 200, type: 'text/html; charset=utf-8', body: page.markup };
  } catch (error) {
    if (error instanceof InputError) return refuse(400, error.message);
    throw error;
  }
}

const FRAME = { compact: false, thread: null, canReply: false };

function messageOf(
  { workspace }: StandIn,
  { text, blocks }: { text: string; blocks: object[] },
  channelId: string,
  now: Date,
): Message {
  return {
    channelId,
    ts: `${Math.floor(now.getTime() / 1000)}.000000`,
    threadTs: null,
    userId: workspace.bot.userId,
    botId: workspace.bot.botId,
    text,
    blocks: blocks as Block[],
    attachments: [],
    metadata: null,
    editedTs: null,
    reactions: [],
    unfurls: null,
  };
}

/** The first person sees it, with the one picture that the message can name. */
function contextOf({ workspace }: StandIn, png: Buffer | null) {
  const reader = [...workspace.users.values()].find(({ id }) => id !== workspace.bot.userId);
  if (reader === undefined) throw new Error('This workspace has no people.');
  const address = png === null ? null : `data:image/png;base64,${png.toString('base64')}`;
  return { ...readerContext(workspace, reader), fileUrl: () => address };
}

function renderPage(asked: Asked, weeks: string[], content: (Html | null)[]): Html {
  const shown = weeks.includes(asked.week) ? weeks : [asked.week, ...weeks];
  const languages = Object.fromEntries(Object.entries(LANGUAGES).map(([code, { name }]) => [code, name]));
  return html`<!doctype html>
<html lang="en" data-theme="${asked.theme}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Digest of ${asked.week} — Thumbline workspace</title><meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
${['theme', 'message', 'blocks', 'controls', 'digest'].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
<script type="module" src="/assets/digest.js"></script></head>
<body><header><a href="/">Thumbline workspace</a><h1>The digest of any week</h1>
<p class="quiet">As it would be posted. Nothing here is posted or kept; its buttons rest.</p>
${choice('Week', Object.fromEntries(shown.map((week) => [week, week])), asked.week, (week) => addressOf(asked, { week }))}
${choice('Language', languages, asked.language, (language) => addressOf(asked, { language }))}
${choice('Chart', RENDERINGS, asked.rendering, (rendering) => addressOf(asked, { rendering: rendering as Rendering }))}
${choice('Theme', THEMES, asked.theme, (theme) => addressOf(asked, { theme: theme as Asked['theme'] }))}
</header><main>${content}</main></body></html>`;
}

function choice(
  title: string,
  options: Record<string, string>,
  current: string,
  address: (option: string) => string,
): Html {
  const links = Object.entries(options).map(([option, name]) =>
    option === current
      ? html`<a href="${address(option)}" aria-current="true">${name}</a>`
      : html`<a href="${address(option)}">${name}</a>`,
  );
  return html`<nav aria-label="${title}"><strong>${title}</strong>${links}</nav>`;
}
