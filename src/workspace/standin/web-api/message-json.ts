import type { Context } from '../context.ts';
import type { Json, Message } from '../workspace.ts';

/** A message as the Web API and the payloads of interactions show it. */
export function messageJson(context: Context, message: Message, withMetadata = false): Json {
  const { team, bot } = context.workspace;
  const answers = (context.workspace.messages.get(message.channelId) ?? []).filter(
    (other) => other.threadTs === message.ts && other.ts !== message.ts,
  );
  return {
    type: 'message',
    ...(message.botId === null ? {} : { bot_id: message.botId, app_id: bot.appId, bot_profile: botProfile(context) }),
    user: message.userId,
    text: message.text,
    ts: message.ts,
    team: team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.editedTs === null ? {} : { edited: { user: message.userId, ts: message.editedTs } }),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })) }
      : {}),
    ...(message.threadTs === null
      ? answers.length > 0
        ? {
            thread_ts: message.ts,
            reply_count: answers.length,
            reply_users: [...new Set(answers.map((answer) => answer.userId))],
            latest_reply: answers.at(-1)?.ts,
          }
        : {}
      : { thread_ts: message.threadTs }),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

function botProfile(context: Context): Json {
  const { bot, team } = context.workspace;
  return { id: bot.botId, app_id: bot.appId, name: bot.name, deleted: false, team_id: team.id };
}
