import { LATIN_PUNCTUATION, withinSentence } from './punctuation.ts';
import type { Words } from './words.ts';

const because = (driver: string | null) => (driver === null ? '' : `; ${driver}`);

export const spanish: Words = {
  ...LATIN_PUNCTUATION,
  counted: {
    ratings: { one: '{n} valoración', other: '{n} valoraciones' },
    conversations: { one: '{n} conversación', other: '{n} conversaciones' },
    downvotes: { one: '{n} valoración negativa', other: '{n} valoraciones negativas' },
    rated: { one: '{n} conversación valorada', other: '{n} conversaciones valoradas' },
    ofConversations: { one: '{n}', other: '{n}' },
    points: { one: '{n}\u00a0p.\u00a0p.', other: '{n}\u00a0p.\u00a0p.' },
    acknowledged: { one: '{n} asumida', other: '{n} asumidas' },
    stillOpen: { one: '{n} aún abierta', other: '{n} aún abiertas' },
    neverOpened: { one: '{n} nunca consultada', other: '{n} nunca consultadas' },
    recovered: {
      one: '{n} conversación con un pulgar abajo acabó en valoración positiva',
      other: '{n} conversaciones con un pulgar abajo acabaron en valoración positiva',
    },
    spoiled: {
      one: '{n} conversación con un pulgar arriba acabó en valoración negativa',
      other: '{n} conversaciones con un pulgar arriba acabaron en valoración negativa',
    },
  },
  headline: {
    up: ({ mean, before, ratings, driver }) =>
      `El CSAT subió de ${before} a ${mean} (${ratings}), más de lo que explicaría el azar${because(driver)}.`,
    down: ({ mean, before, ratings, driver }) =>
      `El CSAT bajó de ${before} a ${mean} (${ratings}), más de lo que explicaría el azar${because(driver)}.`,
    noClearChange: ({ mean, before, ratings, ratingsBefore }) =>
      `El CSAT fue de ${mean} (${ratings}) tras ${before} la semana anterior (${ratingsBefore}); no es un cambio claro y puede deberse al azar.`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      `El CSAT fue de ${mean} (${ratings}; la semana anterior, ${ratingsBefore}), demasiado pocas para hablar de un cambio.`,
    nothingBefore: ({ mean, ratings }) =>
      `El CSAT fue de ${mean} (${ratings}); la semana anterior nadie valoró, así que no hay con qué comparar.`,
    firstWeek: ({ mean, ratings }) =>
      `En la primera semana, el CSAT fue de ${mean} (${ratings}); las comparaciones empezarán con el próximo resumen.`,
    noRatings: (conversations) =>
      `Nadie valoró ninguna conversación esa semana; la conexión funciona (${conversations}).`,
    silent: (since) =>
      `Esa semana no llegó ninguna conversación ni valoración; la última conversación empezó el ${since}.`,
    neverAnything: () => 'Aún no ha llegado ninguna conversación; el canal está conectado y espera la primera.',
    late: (delay, sentence) => `Con ${delay} de retraso: ${withinSentence(sentence)}`,
  },
  driver: {
    assistant: (name) => `la mayor parte viene de ${name}`,
    downvotes: (share, before) => `el porcentaje de valoraciones negativas pasó del ${before} al ${share}`,
  },
  quoted: (text) => `«${text}»`,
  title: (week) => `Opiniones de la semana · ${week}`,
  trial: 'Prueba: enviado a mano, fuera del calendario.',
  call: {
    up: 'subida clara',
    down: 'bajada clara',
    'no clear change': 'sin cambio claro',
    'too few to call': 'muy pocos datos',
  },
  csat: 'CSAT',
  ofFive: (mean) => `${mean} de 5`,
  thumbsUp: 'Pulgares arriba',
  thumbsDown: 'Pulgares abajo',
  responseRate: 'Tasa de respuesta',
  shareOfThumbs: (share) => `${share} de los pulgares`,
  versus: (change, before) => `${change} frente a la semana anterior (${before})`,
  isNew: 'nuevo',
  noRatingsShort: 'sin valoraciones',
  noThumbs: 'sin pulgares',
  noConversations: 'sin conversaciones',
  share: 'proporción',
  ratedOf: (rated, conversations) => `${rated} de ${conversations}`,
  weekBefore: (value) => `${value} la semana anterior`,
  loop: {
    title: 'Seguimiento',
    median: (duration) => `mediana hasta asumirlas: ${duration}`,
    openFromBefore: (count) => `${count} de semanas anteriores`,
    triaged: 'Clasificadas',
    notTriaged: 'sin clasificar',
    alertsOff: 'las alertas están desactivadas en este canal',
  },
  outcome: {
    knowledge: 'conocimiento',
    rule: 'regla',
    handover: 'traspaso',
    'not ours': 'no es cosa nuestra',
    "can't tell": 'no se sabe',
  },
  warning: {
    responseRate: (now, before) =>
      `La tasa de respuesta cayó del ${before} al ${now}. Puede que la recogida de valoraciones esté desactivada; lea el CSAT de esa semana con cautela.`,
    silent: (assistant, since, silence, longest) =>
      `${assistant} no ha enviado nada desde el ${since}: ${silence}, más tiempo que nunca (${longest}). Compruebe la conexión.`,
    sandbox: (conversations, share) => `Fuera del recuento: ${conversations} de prueba (${share} del total).`,
    skipped: (weeks) =>
      `No se publicó ningún resumen del período ${weeks}: Thumbline no pudo hacerlo en un plazo de seis días.`,
  },
  breakdown: {
    assistant: {
      caption: 'Por asistente',
      head: 'Asistente',
      more: {
        one: 'y {n} asistente más',
        other: 'y {n} asistentes más',
      },
    },
    topic: {
      caption: 'Por tema',
      head: 'Tema',
      more: { one: 'y {n} tema más', other: 'y {n} temas más' },
    },
    locale: {
      caption: 'Por idioma',
      head: 'Idioma',
      more: { one: 'y {n} idioma más', other: 'y {n} idiomas más' },
    },
    ratings: 'Valoraciones',
    change: 'Cambio',
  },
  chart: {
    title: 'CSAT diario',
    weekBefore: 'Semana anterior',
    ratings: 'valoraciones',
    noRatings: 'sin valoraciones',
  },
  gaps: {
    title: 'Lo que los clientes preguntaron en vano',
    share: (share) => `${share} de las valoraciones negativas`,
    open: 'Abrir',
    erased: '(la pregunta fue borrada)',
    closed: 'Correcciones de hace tres a cinco semanas',
    closedOn: (day) => `hecha el ${day}`,
    moreClosed: (count) => `y ${count} más: `,
    effect: {
      helped: (now, before) => `ayudó: ${now} de cada 100 conversaciones, ${before} antes`,
      'no clear change': (now, before) =>
        `sin cambio claro: ${now} de cada 100 conversaciones, ${before} antes. No se ve que la corrección haya ayudado`,
      'got worse': (now, before) => `empeoró: ${now} de cada 100 conversaciones, ${before} antes`,
      'too few to call': () => 'muy pocos datos para decirlo',
    },
  },
  made: (zone) =>
    `El CSAT es la media de las valoraciones de 1 a 5; un simple pulgar cuenta como 5 o 1. Los cambios se juzgan con intervalos del 95\u00a0%. Las pruebas no cuentan. Semanas de lunes a domingo, ${zone}.`,
  listDownvotes: 'Ver las valoraciones negativas',
};
