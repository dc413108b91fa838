import type { Bot, Ephemeral, Json, Message } from '../../standin/workspace.ts';
import { renderAttachment } from './attachment.ts';
import { renderBlocks } from './block.ts';
import type { RenderContext } from './context.ts';
import { clockTime, formatDate } from './date.ts';
import { emojiCharacter } from './emoji.ts';
import { attributes, type Html, type HtmlPart, html } from './html.ts';
import { renderMrkdwn } from './mrkdwn.ts';

/** What the page shows of a message besides its words. */
export type MessageFrame = {
  /** Follows closely on one of the same author: without name and picture. */
  compact: boolean;
  /** The answers in its thread; null inside a thread. */
  thread: { replies: number; lastAt: Date; people: string[] } | null;
  /** Offers to answer in a thread. */
  canReply: boolean;
};

export function renderMessage(message: Message, frame: MessageFrame, bot: Bot, context: RenderContext): Html {
  const inside = html`${renderBody({ ...message, attachments: [...message.attachments, ...unfurled(message)] }, context)}${message.editedTs && !message.botId ? html` <span class="edited quiet">(edited)</span>` : null}
${renderReactions(message.reactions, context)}${renderThreadLink(message, frame, context)}`;
  const tools = frame.canReply
    ? html`<div class="message-tools"><button type="button" class="tool" data-open-thread="${message.ts}" aria-label="Reply in thread" title="Reply in thread">
<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 4h12v9H9l-4 3.5V13H4z"/></svg></button></div>`
    : null;
  return article(message, frame.compact, message.botId !== null, bot, context, html`${inside}${tools}`, {
    'data-ts': message.ts,
    'data-surface': 'message',
  });
}

export function renderEphemeral(ephemeral: Ephemeral, bot: Bot, context: RenderContext): Html {
  const note = html`<div class="only-you"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z"/><circle cx="10" cy="10" r="2.4"/></svg>
<span>Only visible to you</span><button type="button" class="link" data-dismiss="${ephemeral.id}">Dismiss</button></div>`;
  const author = { ...ephemeral, userId: bot.userId };
  return article(author, false, true, bot, context, html`${note}${renderBody(ephemeral, context)}`, {
    'data-ephemeral-id': ephemeral.id,
    'data-surface': 'ephemeral',
  });
}

/** The picture of a person or an app: initials, or the app's mark. */
export function renderAvatar(id: string, name: string, isApp: boolean): Html {
  if (isApp) {
    return html`<span class="avatar avatar-app" aria-hidden="true"><svg viewBox="0 0 24 24"><path d="M4 17.5 9 12l3.5 3L20 7"/><circle cx="20" cy="7" r="2"/></svg></span>`;
  }
  const initials = name
    .split(/[\s._-]+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
  const hue = [...id].reduce((sum, character) => sum * 31 + (character.codePointAt(0) ?? 0), 7) % 8;
  return html`<span class="avatar hue-${hue}" aria-hidden="true">${initials || '?'}</span>`;
}

type Written = { ts: string; userId: string; channelId: string; threadTs: string | null };

function article(
  written: Written,
  compact: boolean,
  isApp: boolean,
  bot: Bot,
  context: RenderContext,
  inside: Html,
  data: Record<string, string>,
): Html {
  const at = new Date(Number(written.ts) * 1000);
  const name = isApp ? bot.name : (context.users[written.userId] ?? written.userId);
  const exact = formatDate(Number(written.ts), '{date_long} at {time_secs}', context) ?? '';
  const time = html`<time datetime="${at.toISOString()}" title="${exact}">${clockTime(at, context.zone)}</time>`;
  const head = html`<div class="message-head"><span class="author" dir="auto">${name}</span>${isApp ? html`<span class="badge">APP</span>` : null}${time}</div>`;
  return html`<article class="message${compact ? ' compact' : ''}${data['data-ephemeral-id'] ? ' ephemeral' : ''}"${attributes({ ...data, 'data-channel-id': written.channelId, 'aria-label': `${name}, ${exact}` })}>
<div class="message-side">${compact ? time : renderAvatar(written.userId, name, isApp)}</div><div class="message-main">${compact ? null : head}${inside}</div></article>`;
}

/** The cards below the links of a message. */
const unfurled = ({ unfurls }: Message) => Object.values(unfurls ?? {}) as Json[];

function renderBody(
  { text, blocks, attachments }: { text: string; blocks: Message['blocks']; attachments: Json[] },
  context: RenderContext,
): HtmlPart {
  const words =
    blocks.length > 0
      ? renderBlocks(blocks, context)
      : text
        ? html`<div class="text" dir="auto">${renderMrkdwn(text, context)}</div>`
        : null;
  return [words, attachments.map((attachment) => renderAttachment(attachment, context))];
}

function renderReactions(reactions: Message['reactions'], context: RenderContext): HtmlPart {
  if (reactions.length === 0) return null;
  const shown = reactions.map(({ name, users }) => {
    const people = users.map((id) => context.users[id] ?? id).join(', ');
    return html`<span class="reaction" title="${people} reacted with :${name}:">${emojiCharacter(name) ?? `:${name}:`} <b>${users.length}</b></span>`;
  });
  return html`<div class="reactions">${shown}</div>`;
}

function renderThreadLink(message: Message, { thread }: MessageFrame, context: RenderContext): HtmlPart {
  if (!thread || thread.replies === 0) return null;
  const last = formatDate(thread.lastAt.getTime() / 1000, '{ago}', context);
  const faces = thread.people
    .slice(0, 4)
    .map((id) => renderAvatar(id, context.users[id] ?? id, message.botId !== null && id === message.userId));
  return html`<button type="button" class="thread-link" data-open-thread="${message.ts}">${faces}<b>${thread.replies} ${thread.replies === 1 ? 'reply' : 'replies'}</b>
<span class="quiet">Last reply ${last?.toLowerCase()}</span></button>`;
}
