import { LATIN_PUNCTUATION, withinSentence } from './punctuation.ts';
import type { Words } from './words.ts';

/** French sets a space before its tall signs, at which no line may break. */
const SPACE_BEFORE = { ':': '\u00a0:', ';': '\u202f;', '%': '\u00a0%' };
const spaced = (text: string) => text.replace(/ ([:;%])/g, (_, sign: keyof typeof SPACE_BEFORE) => SPACE_BEFORE[sign]);

const because = (driver: string | null) => (driver === null ? '' : ` ; ${driver}`);

export const french: Words = {
  ...LATIN_PUNCTUATION,
  counted: {
    ratings: { one: '{n} avis', other: '{n} avis' },
    conversations: { one: '{n} conversation', other: '{n} conversations' },
    downvotes: { one: '{n} avis négatif', other: '{n} avis négatifs' },
    rated: { one: '{n} conversation notée', other: '{n} conversations notées' },
    ofConversations: { one: '{n}', other: '{n}' },
    points: { one: '{n}\u00a0pt', other: '{n}\u00a0pts' },
    acknowledged: { one: '{n} pris en charge', other: '{n} pris en charge' },
    stillOpen: { one: '{n} encore ouvert', other: '{n} encore ouverts' },
    neverOpened: { one: '{n} jamais ouvert', other: '{n} jamais ouverts' },
    recovered: {
      one: '{n} conversation avec un pouce baissé s’est terminée par un avis positif',
      other: '{n} conversations avec un pouce baissé se sont terminées par un avis positif',
    },
    spoiled: {
      one: '{n} conversation avec un pouce levé s’est terminée par un avis négatif',
      other: '{n} conversations avec un pouce levé se sont terminées par un avis négatif',
    },
  },
  headline: {
    up: ({ mean, before, ratings, driver }) =>
      spaced(
        `Le CSAT est passé de ${before} à ${mean} (${ratings}), une hausse que le hasard seul n’explique guère${because(driver)}.`,
      ),
    down: ({ mean, before, ratings, driver }) =>
      spaced(
        `Le CSAT est passé de ${before} à ${mean} (${ratings}), une baisse que le hasard seul n’explique guère${because(driver)}.`,
      ),
    noClearChange: ({ mean, before, ratings, ratingsBefore }) =>
      `Le CSAT était de ${mean} (${ratings}) après ${before} la semaine précédente (${ratingsBefore}), ce qui n’est pas un changement net et peut tenir au hasard.`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      spaced(
        `Le CSAT était de ${mean} (${ratings}, contre ${ratingsBefore} la semaine précédente) ; c’est trop peu pour parler de changement.`,
      ),
    nothingBefore: ({ mean, ratings }) =>
      spaced(
        `Le CSAT était de ${mean} (${ratings}) ; personne n’a donné d’avis la semaine précédente, donc pas de comparaison possible.`,
      ),
    firstWeek: ({ mean, ratings }) =>
      spaced(
        `Pour la première semaine, le CSAT était de ${mean} (${ratings}) ; les comparaisons commenceront au prochain bilan.`,
      ),
    noRatings: (conversations) =>
      spaced(`Personne n’a noté de conversation cette semaine-là ; la connexion fonctionne (${conversations}).`),
    silent: (since) =>
      spaced(`Ni conversation ni avis cette semaine-là ; la dernière conversation a commencé le ${since}.`),
    neverAnything: () =>
      spaced('Aucune conversation reçue pour l’instant ; le canal est connecté et attend la première.'),
    late: (delay, sentence) => spaced(`Avec ${delay} de retard : ${withinSentence(sentence)}`),
  },
  driver: {
    assistant: (name) => `l’assistant ${name} y est pour l’essentiel`,
    downvotes: (share, before) => `la part d’avis négatifs est passée de ${before} à ${share}`,
  },
  labelled: (label, said) => `${label}\u00a0: ${said}`,
  quoted: (text) => `«\u00a0${text}\u00a0»`,
  own: { longDay: (written) => written.replace(/^1 /, '1er ') },
  title: (week) => `Les avis de la semaine · ${week}`,
  trial: spaced('Essai : envoyé à la main, hors calendrier.'),
  call: {
    up: 'nettement en hausse',
    down: 'nettement en baisse',
    'no clear change': 'pas de changement net',
    'too few to call': 'trop peu pour conclure',
  },
  csat: 'CSAT',
  ofFive: (mean) => `${mean} sur 5`,
  thumbsUp: 'Pouces levés',
  thumbsDown: 'Pouces baissés',
  responseRate: 'Taux de réponse',
  shareOfThumbs: (share) => `${share} des pouces`,
  versus: (change, before) => `${change} par rapport à la semaine précédente (${before})`,
  isNew: 'nouveau',
  noRatingsShort: 'aucun avis',
  noThumbs: 'aucun pouce',
  noConversations: 'aucune conversation',
  share: 'part',
  ratedOf: (rated, conversations) => `${rated} sur ${conversations}`,
  weekBefore: (value) => `${value} la semaine précédente`,
  loop: {
    title: 'Le suivi',
    median: (duration) => spaced(`délai médian de prise en charge : ${duration}`),
    openFromBefore: (count) => `${count} depuis les semaines précédentes`,
    triaged: 'Classés',
    notTriaged: 'non classés',
    alertsOff: 'les alertes sont désactivées dans ce canal',
  },
  outcome: {
    knowledge: 'connaissances',
    rule: 'règle',
    handover: 'transfert',
    'not ours': 'pas de notre ressort',
    "can't tell": 'indéterminé',
  },
  warning: {
    responseRate: (now, before) =>
      spaced(
        `Le taux de réponse est tombé de ${before} à ${now}. La collecte a peut-être été désactivée ; lisez le CSAT de cette semaine-là avec prudence.`,
      ),
    silent: (assistant, since, silence, longest) =>
      spaced(
        `${assistant} n’a rien envoyé depuis le ${since} : ${silence}, plus longtemps que jamais (${longest}). Vérifiez la connexion.`,
      ),
    sandbox: (conversations, share) => spaced(`Hors décompte : ${conversations} de test (${share} du total).`),
    skipped: (weeks) =>
      spaced(`Aucun bilan n’a été publié pour la période ${weeks} : Thumbline n’a pas pu le faire dans les six jours.`),
  },
  breakdown: {
    assistant: {
      caption: 'Par assistant',
      head: 'Assistant',
      more: { one: 'et {n} autre assistant', other: 'et {n} autres assistants' },
    },
    topic: {
      caption: 'Par sujet',
      head: 'Sujet',
      more: { one: 'et {n} autre sujet', other: 'et {n} autres sujets' },
    },
    locale: {
      caption: 'Par langue',
      head: 'Langue',
      more: { one: 'et {n} autre langue', other: 'et {n} autres langues' },
    },
    ratings: 'Avis',
    change: 'Évolution',
  },
  chart: {
    title: 'CSAT par jour',
    weekBefore: 'Semaine précédente',
    ratings: 'avis',
    noRatings: 'aucun avis',
  },
  gaps: {
    title: 'Ce que les clients ont demandé en vain',
    share: (share) => `${share} des avis négatifs`,
    open: 'Ouvrir',
    erased: '(la question a été effacée)',
    closed: 'Corrections d’il y a trois à cinq semaines',
    closedOn: (day) => `corrigé le ${day}`,
    moreClosed: (count) => spaced(`et ${count} de plus : `),
    effect: {
      helped: (now, before) => spaced(`a aidé : ${now} sur 100 conversations, contre ${before} avant`),
      'no clear change': (now, before) =>
        spaced(
          `pas de changement net : ${now} sur 100 conversations, contre ${before} avant. Rien ne montre que la correction ait aidé`,
        ),
      'got worse': (now, before) => spaced(`s’est aggravé : ${now} sur 100 conversations, contre ${before} avant`),
      'too few to call': () => 'trop peu pour conclure',
    },
  },
  made: (zone) =>
    spaced(
      `Le CSAT est la moyenne des avis de 1 à 5 ; un simple pouce compte pour 5 ou 1. Les changements sont jugés sur des intervalles à 95 %. Les tests ne comptent pas. Semaines du lundi au dimanche, ${zone}.`,
    ),
  listDownvotes: 'Lister les avis négatifs',
};
