import { attributes, html } from './render/html.ts';

/** A hint of the demo: where to go (`link`), or what to type (`command`). */
export type Hint = { title: string; text: string; link?: string; command?: string };

/** A slash command as the composer offers it: `usage` is shown after the name. */
export type CommandHint = { command: string; usage?: string; description: string };

export type ShellOptions = {
  token: string;
  teamName: string;
  appName: string;
  hints: Hint[];
  commands: CommandHint[];
};

/** The page before its script fills it with the workspace. */
export function renderShell(options: ShellOptions): string {
  const boot = JSON.stringify({ commands: options.commands });
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<title>Thumbline workspace — a local stand-in for Slack</title>
<meta name="page-token" content="${options.token}"><meta name="color-scheme" content="light dark"><meta name="boot" content="${boot}">
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
${['theme', 'layout', 'message', 'blocks', 'controls', 'modal', 'motion'].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
<script type="module" src="/assets/app.js"></script></head>
<body><a class="skip" href="#composer-text">Skip to the composer</a>
<header class="top"><button type="button" class="tool drawer-button" id="drawer-button" aria-label="Channels" aria-expanded="false" aria-controls="sidebar">${icon('M3 5h14M3 10h14M3 15h14')}</button>
<div class="brand"><img src="/assets/mark.svg" alt="" width="26" height="26"><span class="brand-words"><strong>Thumbline <span class="brand-more">workspace</span></strong><span class="brand-note">a local stand-in for Slack</span></span></div>
<div class="top-end"><label class="person"><span class="person-words">You are</span><select id="person" aria-label="You are"></select></label>
<button type="button" class="tool" id="theme-button" aria-label="Change between light and dark">${icon('M10 2a8 8 0 1 0 0 16z M10 2a8 8 0 0 1 0 16')}</button></div></header>
<div class="frame"><nav class="sidebar" id="sidebar" aria-label="Workspace"><div class="team"><strong dir="auto">${options.teamName}</strong><span class="live" id="live" role="status">Connecting…</span></div>
<section><h2>Channels</h2><ul class="places" id="channels"></ul></section>
<section><h2>Apps</h2><ul class="places" id="apps"></ul></section>
${options.hints.length > 0 ? html`<section class="hints"><h2>Try it</h2><ul>${options.hints.map(renderHint)}</ul></section>` : null}
<p class="fine-print">Everything here runs on this computer. Nothing is sent to Slack.</p></nav>
<div class="scrim" id="scrim" hidden></div>
<main class="main" id="main"><header class="place-head" id="place-head"><h1 id="place-title" tabindex="-1"></h1><span class="quiet" id="place-note"></span><div class="tabs" id="home-tabs" role="tablist" hidden></div></header>
<div class="scroller" id="scroller" tabindex="0" role="log" aria-label="Messages" aria-live="polite"><div class="stream" id="stream"></div></div>
<button type="button" class="new-below" id="new-below" hidden>New messages ↓</button>
<form class="composer" id="composer" autocomplete="off"></form></main>
<aside class="thread" id="thread" aria-label="Thread" hidden><header class="place-head"><h2>Thread</h2><span class="quiet" id="thread-note" dir="auto"></span><button type="button" class="tool" id="thread-close" aria-label="Close the thread">✕</button></header>
<div class="scroller" id="thread-scroller" tabindex="0" role="log" aria-label="Thread messages"><div class="stream" id="thread-stream"></div></div><form class="composer" id="thread-composer" autocomplete="off"></form></aside></div>
<dialog class="modal-dialog" id="modal-dialog"></dialog><dialog class="confirm-dialog" id="confirm-dialog"></dialog><dialog class="image-dialog" id="image-dialog" aria-label="Picture"></dialog>
<div class="toasts" id="toasts" role="status" aria-live="assertive"></div>
<noscript><p class="no-script">This page needs JavaScript.</p></noscript></body></html>`;
  return page.markup;
}

function renderHint({ title, text, link, command }: Hint) {
  const inside = html`<strong>${title}</strong><span>${text}</span>`;
  if (command !== undefined)
    return html`<li><button type="button" class="hint" data-type="${command}">${inside}<code>${command}</code></button></li>`;
  if (link === undefined) return html`<li><div class="hint">${inside}</div></li>`;
  const outside = attributes(
    /^https?:/.test(link) || link.startsWith('/') ? { target: '_blank', rel: 'noopener' } : {},
  );
  return html`<li><a class="hint" href="${link}"${outside}>${inside}<span class="hint-out" aria-hidden="true">↗</span></a></li>`;
}

const icon = (path: string) => html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${path}"/></svg>`;
