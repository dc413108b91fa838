import { nearest } from '../../csat/nearest.ts';
import { currentWeek, lastCompleteWeek } from '../../csat/period.ts';
import { EVERYTHING } from '../../csat/subscription.ts';
import { type CommandHandler, toAsker } from '../house.ts';
import type { ChartBlock } from '../views/blocks.ts';
import { help } from '../views/help.ts';
import { notice } from '../views/notice.ts';
import { weekOverviews } from '../views/overview.ts';
import { previewWithSendNow } from '../views/send-now.ts';
import { zoneOfPerson } from '../zone-of-person.ts';
import { gaps } from './gaps.ts';
import { next } from './next.ts';
import { status } from './status.ts';
import { subscribe, unsubscribe } from './subscribe.ts';

/** In the days of the channel's subscription; where there is none, of whoever asks. */
const overview: CommandHandler = async ({ channelId, userId }, house) => {
  const { questions, clock } = house;
  const subscription = await questions.findSubscription(channelId);
  const own = subscription === null ? await zoneOfPerson(userId, house) : null;
  const zone = subscription?.zone ?? own ?? 'UTC';
  const scope = subscription ?? EVERYTHING;
  const lastPeriod = lastCompleteWeek(clock.now(), zone);
  const [thisWeek, lastWeek, chart] = await Promise.all([
    questions.loadOverview(currentWeek(clock.now(), zone), scope),
    questions.loadOverview(lastPeriod, scope),
    questions.chartOf(lastPeriod, scope),
  ]);
  const days = subscription !== null ? null : own === null ? 'untold' : 'the reader’s';
  const plain = weekOverviews({ thisWeek, lastWeek, scope, days, chart: null });
  if (chart === null) return toAsker(plain);
  const withChart = (chart: ChartBlock | null) => weekOverviews({ thisWeek, lastWeek, scope, days, chart });
  return {
    ...toAsker(withChart(chart)),
    simpler: [async () => withChart(await questions.chartOf(lastPeriod, scope, 'none'))],
    plain: async () => plain,
  };
};

const digest: CommandHandler = async ({ text, channelId }, { questions, clock }) => {
  const [, option, ...surplus] = wordsOf(text);
  if ((option !== undefined && option !== 'share') || surplus.length > 0) {
    return toAsker(
      notice(
        `"${text.trim()}" was not understood.`,
        'Try /csat digest, or /csat digest share to show it to the channel.',
      ),
    );
  }
  const [preview, subscription] = await Promise.all([
    questions.previewDigest(channelId, clock.now()),
    questions.findSubscription(channelId),
  ]);
  if (option === 'share') return { ...preview, to: 'channel' };
  return { ...(subscription === null ? preview : previewWithSendNow(preview)), to: 'asker' };
};

const SUBCOMMANDS: Record<string, CommandHandler> = {
  digest,
  gaps,
  next,
  subscribe,
  settings: subscribe,
  unsubscribe,
  status,
  help: async () => toAsker(help()),
};

const TAKES_MORE = [digest, gaps, next];

/** `/csat` alone is the overview; the word after it is the subcommand. */
export const csat: CommandHandler = async (command, house) => {
  const [word, ...surplus] = wordsOf(command.text);
  if (word === undefined) return overview(command, house);
  const subcommand = Object.hasOwn(SUBCOMMANDS, word) ? SUBCOMMANDS[word] : undefined;
  if (subcommand !== undefined && surplus.length > 0 && !TAKES_MORE.includes(subcommand)) {
    return toAsker(notice(`"${command.text.trim()}" was not understood.`, `Try /csat ${word} alone.`));
  }
  if (subcommand !== undefined) return subcommand(command, house);
  const near = nearest(word, Object.keys(SUBCOMMANDS));
  return toAsker(
    notice(
      `/csat has no "${word}".`,
      near === null
        ? 'It knows /csat alone, and what /csat help lists.'
        : `Did you mean /csat ${near}? All commands: /csat help`,
    ),
  );
};

const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
