import { dayOf, startOfDay } from '../../csat/period.ts';
import type { ImportLine } from '../../sources/import-format.ts';
import { conversationsOn, HOURS, type Plot, plotOf, STORY_ASSISTANTS, type StoryAssistant } from './plot.ts';
import { type Chance, chanceOf } from './random.ts';
import { type StoryConversation, tellConversation } from './tell-conversation.ts';

const DEFAULT_SEED = 'fernweh';

/**
 * Eight complete weeks of made-up feedback and the week so far, day by day, each day in the order of `startedAt`.
 * The same `now` and seed tell the same story. Told again later in the same week, it is the same story, gone on:
 * ids stay, so that it can be imported over itself. Nothing in it is later than `now`.
 */
export function* tellStory({ now, seed = DEFAULT_SEED }: { now: Date; seed?: string }): Generator<StoryConversation> {
  const plot = plotOf(now);
  for (const day of plot.days) {
    const told = STORY_ASSISTANTS.flatMap((assistant) => tellDay(plot, assistant, day, now, seed));
    yield* told.sort((one, other) => (one.startedAt < other.startedAt ? -1 : one.startedAt > other.startedAt ? 1 : 0));
  }
}

/** The story as JSON Lines, for the import. */
export async function* storyLines(options: { now: Date; seed?: string }): AsyncGenerator<Buffer> {
  for (const conversation of tellStory(options)) {
    yield Buffer.from(`${JSON.stringify(conversation satisfies ImportLine)}\n`);
  }
}

function tellDay(plot: Plot, assistant: StoryAssistant, day: string, now: Date, seed: string): StoryConversation[] {
  const chance = chanceOf(`${seed}/${assistant.id}/${day}`);
  const expected = conversationsOn(assistant.id, weekdayOf(day));
  const count = Math.round(expected * (0.88 + 0.24 * chance.next()));
  const midnight = startOfDay(day, assistant.zone);
  const starts = Array.from({ length: count }, () => startWithin(midnight, chance)).sort(
    (one, other) => one.getTime() - other.getTime(),
  );
  return starts.flatMap((startedAt, index) => {
    // Its own chance, so that one conversation more or less does not change the others.
    const id = `${assistant.id}-${day.replaceAll('-', '')}-${String(index + 1).padStart(3, '0')}`;
    const own = chanceOf(`${seed}/${id}`);
    return startedAt > now || dayOf(startedAt, assistant.zone) !== day
      ? []
      : [tellConversation(plot, assistant.id, id, startedAt, now, own)];
  });
}

function startWithin(midnight: Date, chance: Chance): Date {
  const hours = Object.fromEntries(HOURS.map((weight, hour) => [`h${hour}`, weight]));
  const hour = Number(chance.weighted(hours).slice(1));
  return new Date(midnight.getTime() + (hour * 3_600 + chance.between(0, 3_599)) * 1_000);
}

function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
