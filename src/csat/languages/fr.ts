import type { Words } from './words.ts';

const because = (driver: string | null) => (driver === null ? '' : ` ; ${driver}`);

export const french: Words = {
  counted: {
    ratings: { one: '{n} avis', other: '{n} avis' },
    conversations: { one: '{n} conversation', other: '{n} conversations' },
    downvotes: { one: '{n} avis négatif', other: '{n} avis négatifs' },
    thumbs: { one: '{n} pouce', other: '{n} pouces' },
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
      `Le CSAT est passé de ${before} à ${mean} (${ratings}), une hausse que le hasard n’explique pas${because(driver)}.`,
    down: ({ mean, before, ratings, driver }) =>
      `Le CSAT est passé de ${before} à ${mean} (${ratings}), une baisse que le hasard n’explique pas${because(driver)}.`,
    noClearChange: ({ mean, before, ratings, ratingsBefore }) =>
      `Le CSAT était de ${mean} (${ratings}) après ${before} la semaine précédente (${ratingsBefore}) : pas de changement net, le hasard peut l’expliquer.`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      `Le CSAT était de ${mean} pour ${ratings}, avec ${ratingsBefore} la semaine précédente : trop peu pour parler de changement.`,
    nothingBefore: ({ mean, ratings }) =>
      `Le CSAT était de ${mean} pour ${ratings} ; aucun avis la semaine précédente, donc pas de comparaison possible.`,
    firstWeek: ({ mean, ratings }) =>
      `Première semaine : le CSAT était de ${mean} pour ${ratings} ; les comparaisons commencent la semaine prochaine.`,
    noRatings: (conversations) =>
      `Personne n’a noté de conversation cette semaine ; la connexion fonctionne, ${conversations} au total.`,
    silent: (since) => `Ni conversation ni avis cette semaine ; la dernière conversation a commencé le ${since}.`,
    neverAnything: () => 'Aucune conversation reçue pour l’instant : le canal est connecté et attend la première.',
    late: (delay, sentence) => `Avec ${delay} de retard : ${sentence}`,
  },
  driver: {
    assistant: (name) => `l’essentiel vient de ${name}`,
    downvotes: (share, before) => `la part d’avis négatifs est passée de ${before} à ${share}`,
  },
  title: (week) => `Les avis de la semaine · ${week}`,
  trial: 'Essai : envoyé à la main, hors calendrier.',
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
  points: (points) => `${points} pt`,
  share: 'part',
  ratedOf: (rated, conversations) => `${rated} avec avis sur ${conversations}`,
  weekBefore: (value) => `${value} la semaine précédente`,
  loop: {
    title: 'Le suivi',
    median: (duration) => `délai médian de prise en charge ${duration}`,
    openFromBefore: (count) => `${count} des semaines précédentes`,
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
      `Le taux de réponse est tombé de ${before} à ${now}. La collecte a peut-être été désactivée ; lisez le CSAT de cette semaine avec prudence.`,
    silent: (assistant, since, silence, longest) =>
      `${assistant} n’a rien envoyé depuis le ${since} : ${silence}, plus longtemps que jamais (${longest}). Vérifiez la connexion.`,
    sandbox: (conversations, share) => `${conversations} de test (${share} du total) non comptées ici.`,
    skipped: (week) =>
      `Le bilan de la semaine ${week} n’a pas été publié : Thumbline est resté trop longtemps à l’arrêt.`,
  },
  breakdown: {
    assistant: {
      caption: 'Par assistant',
      head: 'Assistant',
      more: (n) => `et ${n} autres assistants avec moins d’avis`,
    },
    topic: { caption: 'Par sujet', head: 'Sujet', more: (n) => `et ${n} autres sujets avec moins d’avis` },
    locale: { caption: 'Par langue', head: 'Langue', more: (n) => `et ${n} autres langues avec moins d’avis` },
    ratings: 'Avis',
    change: 'Évolution',
  },
  chart: {
    title: 'CSAT par jour',
    thisWeek: 'Cette semaine',
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
    closedOn: (day) => `terminée le ${day}`,
    effect: {
      helped: (now, before) => `a aidé : ${now} conversations sur 100, ${before} avant`,
      'no clear change': (now, before) =>
        `pas de changement net : ${now} conversations sur 100, ${before} avant. Rien ne montre que la correction a aidé`,
      'got worse': (now, before) => `c’est pire : ${now} conversations sur 100, ${before} avant`,
      'too few to call': () => 'trop peu pour conclure',
    },
  },
  made: (zone) =>
    `Le CSAT est la moyenne des avis de 1 à 5 ; un simple pouce compte 5 ou 1. Les changements sont jugés par des intervalles à 95 %. Les tests ne comptent pas. Semaines du lundi au dimanche, ${zone}.`,
  listDownvotes: 'Lister les avis négatifs',
};
