import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { SlackMessage } from '../delivery/message.ts';
import { type Answer, type House, toAsker } from './house.ts';
import { notice } from './views/notice.ts';

/** Slack may not have looked at a picture yet when it is shown at once. */
const PICTURE_WAITS_MS = [0, 1_000, 2_000];
/** So often an answer's address can be used. */
const MOST_USES = 5;

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
  const { simpler = [] } = answer;
  for (const waitMs of PICTURE_WAITS_MS.slice(0, MOST_USES - simpler.length - 1)) {
    await sleep(waitMs);
    if (await isTaken(answer, respond, house)) return;
  }
  let refused = answer.message;
  for (const make of simpler) {
    const message = await make();
    if (isDeepStrictEqual(message, refused)) continue;
    if (await isTaken({ ...answer, message }, respond, house)) return;
    refused = message;
  }
  await respond(payloadOf({ ...answer, message: await answer.plain() }));
}

async function isTaken(answer: Answer, respond: Respond, { log }: House): Promise<boolean> {
  try {
    await respond(payloadOf(answer));
    return true;
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.name : null }, 'Slack refused an answer with a picture');
    return false;
  }
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
