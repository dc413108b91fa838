import { LATIN_PUNCTUATION } from './punctuation.ts';
import type { Words } from './words.ts';

const because = (driver: string | null) => (driver === null ? '' : `; ${driver}`);

export const german: Words = {
  ...LATIN_PUNCTUATION,
  counted: {
    ratings: { one: '{n} Bewertung', other: '{n} Bewertungen' },
    conversations: { one: '{n} Gespräch', other: '{n} Gespräche' },
    downvotes: { one: '{n} negative Bewertung', other: '{n} negative Bewertungen' },
    rated: { one: '{n}', other: '{n}' },
    ofConversations: { one: '{n} Gespräch', other: '{n} Gesprächen' },
    points: { one: '{n}\u00a0%\u2011Punkt', other: '{n}\u00a0%\u2011Punkte' },
    acknowledged: { one: '{n} übernommen', other: '{n} übernommen' },
    stillOpen: { one: '{n} noch offen', other: '{n} noch offen' },
    neverOpened: { one: '{n} nie geöffnet', other: '{n} nie geöffnet' },
    recovered: {
      one: '{n} Gespräch mit Daumen runter endete positiv',
      other: '{n} Gespräche mit Daumen runter endeten positiv',
    },
    spoiled: {
      one: '{n} Gespräch mit Daumen hoch endete negativ',
      other: '{n} Gespräche mit Daumen hoch endeten negativ',
    },
  },
  headline: {
    up: ({ mean, before, ratings, driver }) =>
      `Der CSAT ist von ${before} auf ${mean} gestiegen (${ratings}), mehr, als der Zufall allein erklärt${because(driver)}.`,
    down: ({ mean, before, ratings, driver }) =>
      `Der CSAT ist von ${before} auf ${mean} gefallen (${ratings}), mehr, als der Zufall allein erklärt${because(driver)}.`,
    noClearChange: ({ mean, before, ratings, ratingsBefore }) =>
      `Der CSAT lag bei ${mean} (${ratings}) nach ${before} in der Vorwoche (${ratingsBefore}); das ist keine klare Veränderung und kann Zufall sein.`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      `Der CSAT lag bei ${mean} aus ${ratings}, in der Vorwoche gab es ${ratingsBefore}; das sind zu wenige, um eine Veränderung zu erkennen.`,
    nothingBefore: ({ mean, ratings }) =>
      `Der CSAT lag bei ${mean} aus ${ratings}; in der Vorwoche hat niemand bewertet, ein Vergleich ist daher nicht möglich.`,
    firstWeek: ({ mean, ratings }) =>
      `In der ersten Woche lag der CSAT bei ${mean} aus ${ratings}; Vergleiche gibt es ab dem nächsten Bericht.`,
    noRatings: (conversations) =>
      `In der Berichtswoche hat niemand ein Gespräch bewertet; die Verbindung steht (eingegangen: ${conversations}).`,
    silent: (since) =>
      `In der Berichtswoche kam weder ein Gespräch noch eine Bewertung herein; das letzte Gespräch begann am ${since}.`,
    neverAnything: () => 'Es ist noch kein Gespräch eingegangen; der Kanal ist verbunden und wartet auf das erste.',
    late: (delay, sentence) => `Um ${delay} verspätet: ${sentence}`,
  },
  driver: {
    assistant: (name) => `das liegt vor allem an ${name}`,
    downvotes: (share, before) => `der Anteil negativer Bewertungen ging von ${before} auf ${share}`,
  },
  quoted: (text) => `„${text}“`,
  shortDay: (weekday, day) => `${weekday} ${day}.`,
  title: (week) => `Feedback der Woche · ${week}`,
  trial: 'Test: von Hand gesendet, nicht nach Zeitplan.',
  call: {
    up: 'klar gestiegen',
    down: 'klar gesunken',
    'no clear change': 'keine klare Veränderung',
    'too few to call': 'zu wenige für eine Aussage',
  },
  csat: 'CSAT',
  ofFive: (mean) => `${mean} von 5`,
  thumbsUp: 'Daumen hoch',
  thumbsDown: 'Daumen runter',
  responseRate: 'Rücklauf',
  shareOfThumbs: (share) => `${share} der Daumen`,
  versus: (change, before) => `${change} zur Vorwoche (${before})`,
  isNew: 'neu',
  noRatingsShort: 'keine Bewertungen',
  noThumbs: 'keine Daumen',
  noConversations: 'keine Gespräche',
  share: 'Anteil',
  ratedOf: (rated, conversations) => `${rated} von ${conversations} bewertet`,
  weekBefore: (value) => `${value} in der Vorwoche`,
  loop: {
    title: 'Was daraus wurde',
    median: (duration) => `Median bis zur Übernahme: ${duration}`,
    openFromBefore: (count) => `${count} aus früheren Wochen`,
    triaged: 'Eingeordnet',
    notTriaged: 'nicht eingeordnet',
    alertsOff: 'Meldungen sind in diesem Kanal ausgeschaltet',
  },
  outcome: {
    knowledge: 'Wissen',
    rule: 'Regel',
    handover: 'Übergabe',
    'not ours': 'nicht unsere Sache',
    "can't tell": 'unklar',
  },
  warning: {
    responseRate: (now, before) =>
      `Der Rücklauf ist von ${before} auf ${now} gefallen. Vielleicht ist die Abfrage ausgeschaltet; bitte den CSAT der Berichtswoche mit Vorsicht lesen.`,
    silent: (assistant, since, silence, longest) =>
      `${assistant} hat seit dem ${since} nichts gesendet: ${silence}, länger als je zuvor (${longest}). Bitte die Verbindung prüfen.`,
    sandbox: (conversations, share) =>
      `Hier nicht gezählt: ${conversations} in der Sandbox (${share} aller Gespräche).`,
    skipped: (weeks) =>
      `Für den Zeitraum ${weeks} wurde kein Bericht gesendet: Thumbline konnte ihn nicht innerhalb von sechs Tagen senden.`,
  },
  breakdown: {
    assistant: {
      caption: 'Nach Assistent',
      head: 'Assistent',
      more: {
        one: 'und {n} weiterer Assistent',
        other: 'und {n} weitere Assistenten',
      },
    },
    topic: {
      caption: 'Nach Thema',
      head: 'Thema',
      more: {
        one: 'und {n} weiteres Thema',
        other: 'und {n} weitere Themen',
      },
    },
    locale: {
      caption: 'Nach Sprache',
      head: 'Sprache',
      more: {
        one: 'und {n} weitere Sprache',
        other: 'und {n} weitere Sprachen',
      },
    },
    ratings: 'Bewertungen',
    change: 'Veränderung',
  },
  chart: {
    title: 'CSAT pro Tag',
    weekBefore: 'Vorwoche',
    ratings: 'Bewertungen',
    noRatings: 'keine Bewertungen',
  },
  gaps: {
    title: 'Was Kunden vergeblich gefragt haben',
    share: (share) => `${share} der negativen Bewertungen`,
    open: 'Öffnen',
    erased: '(die Frage wurde gelöscht)',
    closed: 'Was vor drei bis fünf Wochen behoben wurde',
    closedOn: (day) => `erledigt am ${day}`,
    moreClosed: (count) => `und ${count} weitere: `,
    effect: {
      helped: (now, before) => `hat geholfen: ${now} von 100 Gesprächen, vorher ${before}`,
      'no clear change': (now, before) =>
        `keine klare Veränderung: ${now} von 100 Gesprächen, vorher ${before}. Dass es geholfen hat, ist nicht zu erkennen`,
      'got worse': (now, before) => `schlechter geworden: ${now} von 100 Gesprächen, vorher ${before}`,
      'too few to call': () => 'zu wenige für eine Aussage',
    },
  },
  made: (zone) =>
    `Der CSAT ist das Mittel der Bewertungen von 1 bis 5; ein bloßer Daumen zählt als 5 oder 1. Veränderungen werden nach 95-%-Intervallen beurteilt. Die Sandbox zählt nicht. Wochen gehen von Montag bis Sonntag, ${zone}.`,
  listDownvotes: 'Negative Bewertungen auflisten',
};
