import type { Retest } from '../../csat/triage.ts';
import { parseVersion } from '../carried.ts';
import { type ActionHandler, toAsker } from '../house.ts';
import { notice } from '../views/notice.ts';
import { overtaken } from '../views/triage-notices.ts';
import { refusalToTriage } from '../who-may.ts';

/** How the re-test went, from the reminder of it. The message itself is edited by the deliverer. */
export const answerReminder =
  (result: Retest): ActionHandler =>
  async ({ value, userId, channelId, messageTs }, house) => {
    const { questions } = house;
    const reminder =
      channelId === null || messageTs === null
        ? null
        : await questions.findRetestReminder({ person: userId, channelId, ts: messageTs });
    if (reminder === null) {
      return toAsker(notice('Nothing was saved: this is no reminder of yours, or a copy of one.'));
    }
    const refusal = await refusalToTriage({ userId, channelId, key: reminder.key }, house);
    if (refusal !== null) return toAsker(notice(refusal));
    const answer = await questions.recordTriage({
      key: reminder.key,
      by: userId,
      seenVersion: parseVersion(value),
      step: { do: 'retest', result },
    });
    if (answer === null) return toAsker(notice('Nothing was saved: the conversation is no longer there.'));
    const { recorded, triage } = answer;
    // A second press on the same button has changed nothing, and need not be told so.
    const isSame = triage?.retest === result && triage.retestedBy === userId;
    return recorded || isSame ? null : toAsker(overtaken(triage));
  };
