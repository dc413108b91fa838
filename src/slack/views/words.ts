import type { Environment, Feedback, ThumbCounts } from '../../csat/feedback.ts';

export const LIST_TITLE: Record<Feedback, string> = {
  downvote: 'Downvotes',
  upvote: 'Upvotes',
  unknown: 'Unrated conversations',
};

/** "1 downvote", "2 downvotes". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** "downvote", "thumb down", or "alert" where both are among them: what one of several alerts is called. */
export const alertWord = ({ total, thumbs }: { total: number; thumbs: number }): string =>
  thumbs === 0 ? 'downvote' : thumbs === total ? 'thumb down' : 'alert';

/** "5 downvotes", "1 thumb down": some of several alerts. */
export const alertsWords = (count: number, among: { total: number; thumbs: number }): string =>
  alertWord(among) === 'thumb down' ? thumbsDownWords(count) : counted(count, alertWord(among));

export const thumbsDownWords = (count: number): string => counted(count, 'thumb down', 'thumbs down');

/** "👍 2 up  👎 1 down": both numbers always, and words, since not every reader sees or hears an emoji. */
export const thumbsWords = ({ up, down }: ThumbCounts): string => `👍 ${up} up  👎 ${down} down`;

/** "4 of 5"; scores may have decimals in other people's data. */
export const scoreWords = (score: number): string => `${Number(score.toFixed(1))} of 5`;

/** How long something took, in the two largest units that matter. */
export function durationWords(durationMs: number): string {
  const minutes = Math.floor(durationMs / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? counted(days, 'day') : `${counted(days, 'day')} ${hours % 24} h`;
}

/** Said wherever numbers or rows are not of real shoppers. null: nothing to say. */
export const environmentWords = (environment: Environment): string | null =>
  environment === 'sandbox' ? 'sandbox' : null;
