import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackMessage } from '../delivery/message.ts';
import { type Answer, type House, toAsker } from './house.ts';
import { notice } from './views/notice.ts';

/** Slack may not have looked at a picture yet when it is shown at once; an answer's address can be used five times. */
const PICTURE_WAITS_MS = [0, 1_000, 2_000];

/** Sends to the address that Slack gave for answers. */
export type Respond = (message: Record<string, unknown> & { text: string }) => Promise<unknown>;

/** A failure becomes an answer. */
export async function settle<T>(work: () => Promise<T>, house: House): Promise<T | Answer> {
  try {
    return await work();
  } catch (error) {
    const { sentence, next } = house.apologize(error);
    return toAsker(notice(sentence, next));
  }
}

export async function respondWith(answer: Answer, respond: Respond, house: House): Promise<void> {
  if (answer.plain === undefined) {
    await respond(payloadOf(answer));
    return;
  }
  for (const waitMs of PICTURE_WAITS_MS) {
    await sleep(waitMs);
    try {
      await respond(payloadOf(answer));
      return;
    } catch (error) {
      house.log.warn({ error: error instanceof Error ? error.name : null }, 'Slack refused an answer with a picture');
    }
  }
  await respond(payloadOf({ ...answer, message: await answer.plain() }));
}

const RESPONSE_DEADLINE_MS = 10_000;

/** Posts to the address that an earlier click brought. false: Slack does not take it any more, as when half an hour is over. */
export async function respondAt(url: string, message: object): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    redirect: 'error',
    signal: AbortSignal.timeout(RESPONSE_DEADLINE_MS),
  });
  await answer.body?.cancel();
  return answer.ok;
}

export function payloadOf({ message, to }: { message: SlackMessage; to: Answer['to'] }) {
  return {
    ...message,
    response_type: to === 'channel' ? ('in_channel' as const) : ('ephemeral' as const),
    replace_original: to === 'in place',
    unfurl_links: false,
    unfurl_media: false,
  };
}
