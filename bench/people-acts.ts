import { setTimeout as sleep } from 'node:timers/promises';
import { ACTION } from '../src/slack/ids.ts';
import type { Delivered, StandIn } from '../src/workspace/standin/stand-in.ts';
import type { View } from '../src/workspace/standin/workspace.ts';

export type Scene = { standIn: StandIn; userIds: string[]; channelIds: string[] };
export type Round = { round: 'instant' } | { round: 'walk' } | { round: 'day'; thinkMs: number; seconds: number };
export type Measured = {
  /** How long each took, in milliseconds. */
  acknowledgements: number[];
  /** Commands and windows that never showed what was asked for. */
  unanswered: number;
  /** What Slack would have told a person that went wrong. */
  problems: string[];
  /** What each person on a walk had before them. */
  walking: string[];
};

const ANSWERED_WITHIN_MS = 20_000;
const WAITING = /Loading|Looking it up|One moment|takes a moment/;
const COMMANDS = [
  ['/downvotes', 'triage:open'],
  ['/upvotes', '7d'],
  ['/unrated', 'locale:de'],
  ['/csat', ''],
  ['/csat', 'status'],
  ['/downvotes', '2w topic:shipping'],
] as const;

/**
 * What every person does. In the instant: one command each. On the walk: each asks for what to triage next. In the day: commands and transcripts as long as there is time,
 * and in between their own card, which a second person presses as well; then its outcome, which the second one decides too.
 */
export async function actAll(scene: Scene, round: Round): Promise<Measured> {
  const measured: Measured = { acknowledgements: [], unanswered: 0, problems: [], walking: [] };
  await Promise.all(
    scene.userIds.map(async (userId, index) => {
      const person = personOf(scene, userId, index, measured);
      if (round.round === 'instant') return person.command(index);
      if (round.round === 'walk') return person.next();
      const until = performance.now() + round.seconds * 1_000;
      await sleep(Math.random() * round.thinkMs);
      for (const [neighbour, do_] of [
        [index, person.acknowledge],
        [index + 1, person.acknowledge],
        [index, person.decide],
        [index + 1, person.decide],
      ] as const) {
        await do_(neighbour % scene.userIds.length);
        await sleep(Math.random() * round.thinkMs);
      }
      for (let turn = index; performance.now() < until; turn += 1) {
        await person.command(turn);
        await sleep(Math.random() * round.thinkMs);
      }
    }),
  );
  // Not before everybody has one: whoever stops leaves theirs to the others.
  if (round.round === 'walk') await Promise.all(scene.userIds.map((userId) => closeModal(scene, userId)));
  return measured;
}

async function closeModal({ standIn }: Scene, userId: string): Promise<void> {
  const open = standIn.workspace.modals.get(userId)?.at(-1);
  if (open !== undefined) await standIn.as(userId).closeView(open.id);
}

function personOf({ standIn, userIds, channelIds }: Scene, userId: string, index: number, measured: Measured) {
  const { workspace } = standIn;
  const slack = standIn.as(userId);
  const channelId = channelIds[index % channelIds.length] ?? '';
  const note = ({ ackMs, problem }: Delivered) => {
    if (ackMs !== null) measured.acknowledgements.push(ackMs);
    if (problem !== null) measured.problems.push(problem);
  };
  const shown = async (read: () => object | undefined) => {
    const deadline = performance.now() + ANSWERED_WITHIN_MS;
    for (;;) {
      const answer = read();
      if (answer !== undefined && !WAITING.test(JSON.stringify(answer))) return true;
      if (performance.now() > deadline) break;
      await sleep(20);
    }
    measured.unanswered += 1;
    return false;
  };
  const modal = (): View | undefined => workspace.modals.get(userId)?.at(-1);
  /** The card of somebody's own downvote: the cards were posted before anything else, in the order of the people. */
  const cardOf = (of: number) => {
    const at = channelIds[of % channelIds.length] ?? '';
    const card = workspace.messages.get(at)?.[Math.floor(of / channelIds.length)];
    if (card === undefined) throw new Error(`There is no card of ${userIds[of]}.`);
    return card;
  };
  const offers = (view: { blocks: readonly object[] }, actionId: string) =>
    JSON.stringify(view.blocks).includes(`"${actionId}"`);

  return {
    command: async (turn: number) => {
      const [command, text] = COMMANDS[turn % COMMANDS.length] ?? COMMANDS[0];
      for (const [id, one] of workspace.ephemerals) if (one.userId === userId) workspace.ephemerals.delete(id);
      note(await slack.command(channelId, command, text));
      await shown(() => [...workspace.ephemerals.values()].filter((one) => one.userId === userId).at(-1)?.blocks);
    },
    next: async () => {
      note(await slack.command(channelId, '/csat', 'next'));
      await shown(modal);
      const view = modal();
      if (view !== undefined && offers(view, ACTION.nextToTriage)) measured.walking.push(view.privateMetadata);
    },
    acknowledge: async (of: number) => {
      const card = cardOf(of);
      if (offers(card, ACTION.acknowledge)) note(await slack.click(card, { actionId: ACTION.acknowledge }));
    },
    decide: async (of: number) => {
      note(await slack.click(cardOf(of), { actionId: ACTION.openAlertTranscript }));
      if (!(await shown(modal))) return;
      const view = modal();
      if (view !== undefined && offers(view, ACTION.decideRule)) {
        note(await slack.click({ viewId: view.id }, { actionId: ACTION.decideRule }));
        await shown(modal);
      }
      if (view !== undefined) await slack.closeView(view.id);
    },
  };
}
