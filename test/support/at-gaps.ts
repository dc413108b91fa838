import { ACTION } from '../../src/slack/ids.ts';
import type { StandIn } from '../../src/workspace/standin/stand-in.ts';
import { eventually } from './eventually.ts';
import { wordsOf } from './fits-slack.ts';
import { eyesOf } from './room.ts';

/** One person at work on a channel's gaps. */
export function atGaps(standIn: () => StandIn, { userId, channelId }: { userId: string; channelId: string }) {
  const sees = eyesOf(standIn, userId);
  const person = () => standIn().as(userId);
  const says = () => wordsOf(sees.modal() ?? { blocks: [] });
  const shows = (words: string) => eventually(() => says().includes(words), true);
  return {
    sees,
    says,
    shows,
    /** Opens the gap whose name or question has the words, from the list, after whatever else is open. */
    open: async (name: string) => {
      for (let view = sees.modal(); view !== undefined; view = sees.modal()) await person().closeView(view.id);
      const before = sees.answers().length;
      await person().command(channelId, '/csat', 'gaps');
      // Under load a word that it takes time comes first.
      await eventually(() => sees.answers().length > before && wordsOf(sees.lastAnswer()).includes(name), true);
      const list = sees.answers().at(-1);
      const sections = (list?.blocks ?? []) as { text?: { text: string }; accessory?: { value: string } }[];
      const row = sections.find(({ text, accessory }) => accessory !== undefined && text?.text.includes(name));
      await person().click(
        { ephemeralId: String(list?.id) },
        { actionId: ACTION.openGap, value: String(row?.accessory?.value) },
      );
      await shows('newest first');
    },
    click: (actionId: string, value?: string) =>
      person().click({ viewId: String(sees.modal()?.id) }, { actionId, ...(value !== undefined && { value }) }),
    submit: (values: object) => person().submit(String(sees.modal()?.id), values as never),
  };
}
