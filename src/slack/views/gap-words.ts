import { OUTCOMES } from '../../csat/feedback.ts';
import type { Gap, GapCounts, GapEvent } from '../../csat/gap.ts';
import { type Effect, isOfFeedback, perHundred, rateDecimals, type Share } from '../../csat/gap-effect.ts';
import { OUTCOME_WORDS } from '../../csat/triage.ts';
import { cleanLine, cut } from './text.ts';
import { counted } from './words.ts';

const ERASED = '(the question was erased)';

/** What a gap is called: its name, else its sample question in quotes. One line of hostile text. */
export function gapName({ name, question }: Pick<Gap, 'name' | 'question'>, maxCharacters: number): string {
  if (name !== null) return cut(cleanLine(name), maxCharacters) || '(no name)';
  return questionWords(question, maxCharacters);
}

export function questionWords(question: string | null, maxCharacters: number): string {
  if (question === null) return ERASED;
  return `“${cut(cleanLine(question), maxCharacters - 2) || '…'}”`;
}

/** "12 conversations (+3, 9 the week before)": a change is a difference of counts, and "new" where there was none; none where that is not known. */
export function countWords({ conversations, conversationsBefore }: GapCounts): string {
  if (conversationsBefore === null) return counted(conversations, 'conversation');
  const change = conversations - conversationsBefore;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  const versus =
    conversationsBefore === 0 ? 'new' : `${sign}${Math.abs(change)}, ${conversationsBefore} in the period before`;
  return `${counted(conversations, 'conversation')} (${versus})`;
}

/** "3 downvotes, 23% of all"; null: it has none. */
export function downvoteWords({ downvotes }: GapCounts, all: number): string | null {
  if (downvotes === 0 || all === 0) return null;
  return `${counted(downvotes, 'downvote')}, ${Math.round((100 * downvotes) / all)}% of all`;
}

const CALL_WORDS: Record<Effect['call'], string> = {
  helped: '✅ The fix helped',
  'no clear change': '➖ No clear change: the fix cannot be seen to have done anything',
  'got worse': '⚠️ It got worse',
  'too few to call': 'Too few to call yet',
};

function callWords(effect: Effect): string {
  if (!isOfFeedback(effect)) return CALL_WORDS[effect.call];
  const isFewer = (effect.interval?.[1] ?? 0) < 0;
  return `➖ No clear change: ${isFewer ? 'fewer' : 'more'} shoppers gave feedback at all, and it ${isFewer ? 'shrank' : 'grew'} with them`;
}

/** "The fix helped: 1.2 of 100 conversations ran into it, 3.4 before." and how it was counted. */
export function effectWords(effect: Effect): { sentence: string; counts: string } {
  const { before, after, days } = effect;
  const [now, then] = [perHundred(after), perHundred(before)];
  const rates =
    now === null || then === null
      ? 'there were no conversations to count.'
      : `${rate(now)} of 100 conversations ran into it since, ${rate(then)} before.`;
  return {
    sentence: `${callWords(effect)}: ${rates}`,
    counts: `${after.touched} of ${counted(after.conversations, 'conversation')} that began in the ${counted(days, 'day')} after it was marked done, ${before.touched} of ${before.conversations.toLocaleString('en')} in the 28 days before${intervalWords(effect)}.`,
  };
}

/** "; the difference is −3.1 to −0.9 of 100 (95% interval)". */
function intervalWords({ interval }: Effect): string {
  if (interval === null) return '';
  const bounds = interval.map((share) => 100 * share);
  const [low, high] = bounds.map((bound) => signedRate(bound, rateDecimals(bounds)));
  return `; the difference is ${low} to ${high} of 100 (95% interval)`;
}

const signedRate = (value: number, decimals: 1 | 2) =>
  value
    .toLocaleString('en', {
      maximumFractionDigits: decimals,
      minimumFractionDigits: decimals,
      signDisplay: 'exceptZero',
    })
    .replace('-', '−');

/** "Week by week, of 100 conversations: 3.4 · 3.1 · 3.6 · 3.3, then 1.2 · 1.0"; null: no week since is over. */
export function weekWords({ before, after }: Record<'before' | 'after', Share[]>): string | null {
  if (after.length === 0) return null;
  const rates = (shares: Share[]) => shares.map(perHundred).map((value) => (value === null ? '–' : rate(value)));
  return `Week by week, of 100 conversations: ${rates(before).join(' · ')}, then ${rates(after).join(' · ')}`;
}

const rate = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** What somebody did, after their name. */
export function eventWords({ action, detail }: GapEvent): string {
  switch (action) {
    case 'renamed':
      return 'changed its name';
    case 'decided': {
      const outcome = OUTCOMES.find((known) => known === detail);
      return outcome === undefined ? 'took its outcome away' : `decided: ${OUTCOME_WORDS[outcome].title}`;
    }
    case 'noted':
      return 'changed its note or link';
    case 'owned':
      return detail === null ? 'took its owner away' : 'named an owner';
    case 'done':
      return 'marked it done';
    case 'reopened':
      return 'opened it again';
    case 'dismissed':
      return 'dismissed it';
    case 'restored':
      return 'brought it back';
    case 'merged':
      return 'merged it with another gap';
    case 'split':
      return 'split a conversation off';
  }
}
