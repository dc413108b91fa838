import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../clock.ts';
import { GAP_WINDOW_DAYS } from '../csat/gap.ts';
import type { SubscriptionOrder } from '../csat/subscription.ts';
import type { Database } from '../db/client.ts';
import { loadWindow } from '../db/gap-window.ts';
import { recordAssistant } from '../db/record-assistant.ts';
import { recordKnownGap } from '../db/record-known-gap.ts';
import { recordQuestions } from '../db/record-questions.ts';
import { recordSubscription } from '../db/subscriptions.ts';
import { importFeedback } from '../sources/import.ts';
import { ALERT_CHANNEL, DIGEST_CHANNEL } from './people.ts';
import { VOUCHER } from './story/dialogue.ts';
import { plotOf, STORY_ASSISTANTS } from './story/plot.ts';
import { storyLines, tellStory } from './story/story.ts';

/** So many of the newest downvotes arrive only after the channel has subscribed: its cards are there at first sight. */
const FRESH_DOWNVOTES = 3;
/** In which the channels' weeks begin. */
export const ZONE = 'Europe/Berlin';

/** Who mended the voucher: Maya. */
const FIXER = 'U0MAYA0001';

const ORDER: Omit<SubscriptionOrder, 'channelId' | 'digest' | 'alerts'> = {
  assistants: [],
  locales: [],
  topics: [],
  zone: ZONE,
  language: 'en',
  escalateAfterMinutes: null,
  escalateTo: null,
  acknowledgeGroup: null,
  createdBy: null,
};

/** Fills an empty database with the story, subscribes two channels, and lets the newest downvotes arrive. */
export async function seed(db: Database, clock: Clock): Promise<void> {
  const now = clock.now();
  for (const assistant of STORY_ASSISTANTS) await recordAssistant(db, { ...assistant });
  const fresh = new Set(
    [...tellStory({ now })]
      .filter((told) => told.environment === 'real' && told.rating?.verdict === 'down')
      .sort((one, other) => Date.parse(other.rating?.ratedAt ?? '') - Date.parse(one.rating?.ratedAt ?? ''))
      .slice(0, FRESH_DOWNVOTES)
      .map((told) => told.id),
  );
  await importFeedback(
    db,
    linesOf(now, (id) => !fresh.has(id)),
  );

  const alerts = await recordSubscription(db, {
    ...ORDER,
    channelId: ALERT_CHANNEL.id,
    digest: null,
    alerts: 'downvotes',
  });
  const digests = await recordSubscription(db, {
    ...ORDER,
    channelId: DIGEST_CHANNEL.id,
    digest: digestTimeAfter(clock.now()),
    alerts: 'off',
  });
  await recordQuestions(db, { assistants: [], since: new Date(now.getTime() - GAP_WINDOW_DAYS * 86_400_000) });
  for (const { id } of [alerts, digests]) await rememberVoucherFix(db, id, now);
  await importFeedback(
    db,
    linesOf(now, (id) => fresh.has(id)),
  );
}

/** The story's first incident, as the team remembers it: the digest of the bad week tells whether its fix helped. */
async function rememberVoucherFix(db: Database, subscriptionId: number, now: Date): Promise<void> {
  const trouble = plotOf(now).troubles.find(({ topic }) => topic === 'vouchers');
  if (trouble === undefined || trouble.end === null) throw new Error('The story has lost its voucher incident.');
  const scope = { assistants: [], locales: [], topics: ['vouchers'] };
  const asked = await loadWindow(db, { scope, since: trouble.start, until: trouble.end });
  const [first, ...others] = asked.filter(({ text }) => text.includes(VOUCHER));
  if (first === undefined) return;
  await recordKnownGap(db, {
    ...{ subscriptionId, name: `Voucher ${VOUCHER} is refused`, outcome: 'knowledge', owner: FIXER },
    ...{ closedAt: trouble.end, questions: [first, ...others] },
  });
}

async function* linesOf(now: Date, wanted: (id: string) => boolean): AsyncGenerator<Buffer> {
  for await (const line of storyLines({ now })) {
    if (wanted(JSON.parse(line.toString('utf8')).id)) yield line;
  }
}

/** The next whole minute that is a few seconds away: a visitor should not have to wait for Monday to see a digest posted by the schedule. */
function digestTimeAfter(now: Date) {
  const soon = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(ZONE).add({ seconds: 65 });
  return { weekday: soon.dayOfWeek, time: soon.toPlainTime().toString({ smallestUnit: 'minute' }) };
}
