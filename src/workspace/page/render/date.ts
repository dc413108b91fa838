type DateReader = { zone: string; now: Date };

const AGO_STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/**
 * Slack's date tokens (`{date_short_pretty} at {time}`, `{ago}`) filled in for a reader; unknown tokens stay as they are.
 * @param timestampSeconds seconds since 1970. Returns null when it is no instant.
 */
export function formatDate(timestampSeconds: number, format: string, reader: DateReader): string | null {
  const at = new Date(timestampSeconds * 1000);
  if (Number.isNaN(at.getTime())) return null;
  return format.replace(/\{(\w+)\}/g, (token, name: string, offset: number) => {
    const text = fillToken(name, at, reader);
    if (text === null) return token;
    return offset === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  });
}

/** The clock time of a message beside its author, e.g. `9:05 AM`. */
export function clockTime(at: Date, zone: string): string {
  return show(at, zone, { hour: 'numeric', minute: '2-digit' });
}

/** The words of a day divider: `Today`, `Yesterday`, or `Monday, November 9th`. */
export function dayTitle(at: Date, reader: DateReader): string {
  const relative = relativeDay(at, reader);
  if (relative !== null) return relative.charAt(0).toUpperCase() + relative.slice(1);
  const sameYear = localDay(at, reader.zone).slice(0, 4) === localDay(reader.now, reader.zone).slice(0, 4);
  const day = `${show(at, reader.zone, { weekday: 'long', month: 'long', day: 'numeric' })}`;
  return sameYear ? day : `${day}, ${show(at, reader.zone, { year: 'numeric' })}`;
}

/** The local day, `YYYY-MM-DD`. */
export function localDay(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

function fillToken(name: string, at: Date, reader: DateReader): string | null {
  const { zone } = reader;
  if (name.endsWith('_pretty')) {
    const plain = name === 'day_divider_pretty' ? 'date_long' : name.slice(0, -'_pretty'.length);
    return relativeDay(at, reader) ?? fillToken(plain, at, reader);
  }
  switch (name) {
    case 'date_num':
      return localDay(at, zone);
    case 'date_slash':
      return localDay(at, zone).replaceAll('-', '/');
    case 'date':
      return `${show(at, zone, { month: 'long' })} ${ordinal(at, zone)}, ${show(at, zone, { year: 'numeric' })}`;
    case 'date_short':
      return show(at, zone, { month: 'short', day: 'numeric', year: 'numeric' });
    case 'date_long':
    case 'date_long_full':
      return `${show(at, zone, { weekday: 'long' })}, ${fillToken('date', at, reader)}`;
    case 'time':
      return clockTime(at, zone);
    case 'time_secs':
      return show(at, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case 'ago':
      return ago(at, reader.now);
    default:
      return null;
  }
}

function ago(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  for (const [unit, unitSeconds] of AGO_STEPS) {
    if (Math.abs(seconds) >= unitSeconds) return words.format(Math.trunc(seconds / unitSeconds), unit);
  }
  return 'just now';
}

function relativeDay(at: Date, { zone, now }: DateReader): string | null {
  const days = Date.parse(localDay(at, zone)) - Date.parse(localDay(now, zone));
  const names: Record<number, string> = { 0: 'today', [-86_400_000]: 'yesterday', 86400000: 'tomorrow' };
  return names[days] ?? null;
}

function ordinal(at: Date, zone: string): string {
  const day = Number(localDay(at, zone).slice(-2));
  const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
  return `${day}${suffixes[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)]}`;
}

function show(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options }).format(at).replace(/[\u00a0\u202f]/g, ' ');
}
