/** How the calendar is called in the languages that a digest speaks; everything `folded`. */

/** As it is looked up: in lower case, of one width, without accents; one hyphen and one tilde for the many there are. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2010-\u2012\u2043\u2212\ufe58]/g, '-')
    .replace(/[\u301c\u3030\u223c]/g, '~')
    .replace(/[‘’ʼ´`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

const listed = (text: string) => text.split('|').map(folded);

export const PERIOD_NAMES = {
  today: listed('today|heute|aujourd’hui|aujourd hui|hoy|hoje|今日|本日|きょう'),
  yesterday: listed('yesterday|gestern|hier|ayer|ontem|昨日|きのう'),
  'day before yesterday': listed(
    'day before yesterday|the day before yesterday|vorgestern|avant-hier|anteayer|antes de ayer|anteontem|一昨日|おととい',
  ),
  'this week': listed('this week|current week|diese woche|dieser woche|cette semaine|esta semana|今週'),
  'last week': listed(
    'last week|previous week|letzte woche|letzter woche|vorige woche|semaine dernière|la semaine dernière|semaine passée|semana pasada|la semana pasada|semana passada|a semana passada|先週',
  ),
  'this month': listed('this month|current month|dieser monat|diesen monat|ce mois|ce mois-ci|este mes|este mês|今月'),
  'last month': listed(
    'last month|previous month|letzter monat|letzten monat|voriger monat|mois dernier|le mois dernier|mes pasado|el mes pasado|mês passado|o mês passado|先月',
  ),
  'this year': listed('this year|current year|dieses jahr|cette année|este año|este ano|今年'),
  'last year': listed(
    'last year|previous year|letztes jahr|voriges jahr|année dernière|l’année dernière|an dernier|l’an dernier|año pasado|el año pasado|ano passado|o ano passado|去年|昨年',
  ),
  'still to come': listed(
    'tomorrow|next week|next month|next year|morgen|nächste woche|nächsten monat|nächster monat|nächstes jahr|demain|semaine prochaine|la semaine prochaine|mois prochain|le mois prochain|mañana|próxima semana|la próxima semana|próximo mes|amanhã|próximo mês|明日|来週|来月|来年',
  ),
};
export type PeriodName = keyof typeof PERIOD_NAMES;

/** What one may have meant to type, the English ones first. */
export const PERIOD_WORDS: readonly string[] = [
  ...['today', 'yesterday', 'this week', 'last week', 'this month', 'last month', 'this year', 'last year'],
  ...Object.entries(PERIOD_NAMES).flatMap(([name, words]) => (name === 'still to come' ? [] : words)),
];

/** null: it names no period. */
export function periodNamed(word: string): PeriodName | null {
  for (const [name, words] of Object.entries(PERIOD_NAMES)) {
    if (words.includes(word)) return name as PeriodName;
  }
  return null;
}

const SPOKEN = ['en', 'de', 'fr', 'es', 'pt'];
const named = (locale: string, options: Intl.DateTimeFormatOptions, at: Date) =>
  folded(new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at)).replace(/\.$/, '');

/** 1–12 by name. Of the short names those that are no other word, such as Portuguese "out" and "ago". */
export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 12 }, (_, index) => index).flatMap((index): [string, number][] => {
    const at = new Date(Date.UTC(2026, index, 15));
    return [
      ...SPOKEN.map((locale): [string, number] => [named(locale, { month: 'long' }, at), index + 1]),
      ...['en', 'de', 'fr'].map((locale): [string, number] => [named(locale, { month: 'short' }, at), index + 1]),
    ];
  }),
  ...Object.entries({ maerz: 3, sep: 9, sept: 9, ene: 1, abr: 4, dic: 12, fev: 2, dez: 12 }),
]);

/** 1 (Monday) – 7 by name. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 7 }, (_, index) => index).flatMap((index): [string, number][] => {
    const at = new Date(Date.UTC(2026, 5, 1 + index));
    return [
      ...[...SPOKEN, 'ja'].map((locale): [string, number] => [named(locale, { weekday: 'long' }, at), index + 1]),
      [named('en', { weekday: 'short' }, at), index + 1],
    ];
  }),
);

const oneOf = (text: string) =>
  listed(text)
    .sort((a, b) => b.length - a.length)
    .join('|');

/** The patterns that follow are for folded text. */
export const DAY_UNIT = oneOf('d|day|days|tag|tage|tagen|jour|jours|j|día|días|dia|dias|日間');
export const WEEK_UNIT = oneOf('w|wk|wks|week|weeks|woche|wochen|semaine|semaines|semana|semanas|週間');
export const MONTH_UNIT = oneOf(
  'm|mo|month|months|monat|monate|monaten|mois|mes|meses|mês|か月|か月間|ヶ月|ヶ月間|ヵ月|カ月',
);
export const YEAR_UNIT = oneOf('y|yr|year|years|jahr|jahre|jahren|an|ans|année|années|año|años|ano|anos|年間');
export const HOUR_UNIT = oneOf('h|hr|hrs|hour|hours|stunde|stunden|heure|heures|hora|horas|時間');
/** Before the number of a span: "in the last 7 days". */
export const LAST = [
  `(?:(?:${oneOf('in|over|within|en|dans|nos|nas')}) )?(?:(?:${oneOf('the|den|die|les|los|las|os|as')}) )?`,
  `(?:(?:${oneOf('last|past|previous|letzte|letzten|vergangene|vergangenen|derniers|dernières|últimos|últimas')}) |過去|直近|この)`,
].join('');
/** Between two days. */
export const BETWEEN = oneOf(
  'to|until|till|through|thru|bis|bis zum|à|au|jusqu’à|jusqu’au|a|al|hasta|até|ao|and|und|et|y|e',
);
export const FROM = oneOf(
  'from|since|von|vom|ab|seit|seit dem|de|du|depuis|depuis le|del|desde|desde el|between|zwischen|entre',
);
export const UNTIL = oneOf('until|till|up to|to|through|bis|bis zum|jusqu’à|jusqu’au|hasta|hasta el|até');
export const BEFORE = oneOf('before|vor|vor dem|avant|avant le|antes de|antes del|antes do');
export const AFTER = oneOf('after|nach|nach dem|après|après le|después de|después del|depois de|depois do');
/** "9 de noviembre de 2026", "the 9th of November". */
export const OF = oneOf('de|del|of');
export const WEEK_NUMBER = oneOf('w|week|wk|cw|kw|woche|semaine|sem|semana');
