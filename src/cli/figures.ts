/** How the tables show figures. JSON is never rounded; tables always are. */
const LANGUAGE = 'en';

const count = new Intl.NumberFormat(LANGUAGE);
const mean = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const difference = new Intl.NumberFormat(LANGUAGE, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});
const percent = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 1 });
const percentChange = new Intl.NumberFormat(LANGUAGE, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
const points = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

export const NO_RATINGS_TEXT = 'no ratings';
const NONE = '–';

export const formatCount = (value: number) => count.format(value);
export const formatMean = (value: number | null) => (value === null ? NO_RATINGS_TEXT : mean.format(value));
export const formatMeanChange = (value: number | null) => (value === null ? NONE : difference.format(value));
export const formatShare = (value: number | null) => (value === null ? NONE : percent.format(value));
/** Of counts; `before` 0 has no relative change: then it is new, or still nothing. */
export const formatCountChange = (value: number | null, now: number) =>
  value !== null ? percentChange.format(value) : now > 0 ? 'new' : NONE;
export const formatShareChange = (value: number | null) => (value === null ? NONE : `${points.format(value * 100)} pp`);
