import type { Words } from './words.ts';

const because = (driver: string | null) => (driver === null ? '' : `; ${driver}`);

export const spanish: Words = {
  counted: {
    ratings: { one: '{n} valoración', other: '{n} valoraciones' },
    conversations: { one: '{n} conversación', other: '{n} conversaciones' },
    downvotes: { one: '{n} valoración negativa', other: '{n} valoraciones negativas' },
    thumbs: { one: '{n} pulgar', other: '{n} pulgares' },
    acknowledged: { one: '{n} asumida', other: '{n} asumidas' },
    stillOpen: { one: '{n} aún abierta', other: '{n} aún abiertas' },
    neverOpened: { one: '{n} nunca abierta', other: '{n} nunca abiertas' },
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
      `El CSAT fue ${mean} (${ratings}) tras ${before} la semana anterior (${ratingsBefore}): sin cambio claro, puede ser azar.`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      `El CSAT fue ${mean} con ${ratings}, y ${ratingsBefore} la semana anterior: muy pocas para hablar de un cambio.`,
    nothingBefore: ({ mean, ratings }) =>
      `El CSAT fue ${mean} con ${ratings}; la semana anterior nadie valoró, así que no hay con qué comparar.`,
    firstWeek: ({ mean, ratings }) =>
      `La primera semana: el CSAT fue ${mean} con ${ratings}; las comparaciones empiezan la próxima semana.`,
    noRatings: (conversations) =>
      `Nadie valoró una conversación esta semana; la conexión funciona, con ${conversations}.`,
    silent: (since) =>
      `Esta semana no llegó ninguna conversación ni valoración; la última conversación empezó el ${since}.`,
    neverAnything: () => 'Aún no ha llegado ninguna conversación: el canal está conectado y espera la primera.',
    late: (delay, sentence) => `Con ${delay} de retraso: ${sentence}`,
  },
  driver: {
    assistant: (name) => `la mayor parte viene de ${name}`,
    downvotes: (share, before) => `las valoraciones negativas pasaron del ${before} al ${share}`,
  },
  title: (week) => `Opiniones de la semana · ${week}`,
  trial: 'Prueba: enviado a mano, no por el calendario.',
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
  points: (points) => `${points} p. p.`,
  share: 'cuota',
  ratedOf: (rated, conversations) => `${rated} valoradas de ${conversations}`,
  weekBefore: (value) => `${value} la semana anterior`,
  loop: {
    title: 'El ciclo',
    median: (duration) => `mediana hasta asumirlas ${duration}`,
    openFromBefore: (count) => `${count} de semanas anteriores`,
    triaged: 'Clasificadas',
    notTriaged: 'sin clasificar',
    alertsOff: 'las alertas están desactivadas en este canal',
  },
  outcome: {
    knowledge: 'conocimiento',
    rule: 'regla',
    handover: 'traspaso',
    'not ours': 'no es nuestro',
    "can't tell": 'no se sabe',
  },
  warning: {
    responseRate: (now, before) =>
      `La tasa de respuesta cayó del ${before} al ${now}. Puede que la recogida esté desactivada; lea el CSAT de esta semana con cautela.`,
    silent: (assistant, since, silence, longest) =>
      `${assistant} no ha enviado nada desde el ${since}: ${silence}, más que nunca (${longest}). Compruebe la conexión.`,
    sandbox: (conversations, share) => `${conversations} de prueba (${share} del total) no cuentan aquí.`,
    skipped: (week) => `El resumen de ${week} no se publicó: Thumbline estuvo parado demasiado tiempo.`,
  },
  breakdown: {
    assistant: {
      caption: 'Por asistente',
      head: 'Asistente',
      more: (n) => `y ${n} asistentes más con menos valoraciones`,
    },
    topic: { caption: 'Por tema', head: 'Tema', more: (n) => `y ${n} temas más con menos valoraciones` },
    locale: { caption: 'Por idioma', head: 'Idioma', more: (n) => `y ${n} idiomas más con menos valoraciones` },
    ratings: 'Valoraciones',
    change: 'Cambio',
  },
  chart: {
    title: 'CSAT diario',
    thisWeek: 'Esta semana',
    weekBefore: 'Semana anterior',
    ratings: 'valoraciones',
    noRatings: 'sin valoraciones',
  },
  gaps: {
    title: 'Lo que los clientes preguntaron en vano',
    share: (share) => `${share} de los votos negativos`,
    open: 'Abrir',
    erased: '(la pregunta fue borrada)',
    closed: 'Arreglos de hace tres a cinco semanas',
    closedOn: (day) => `hecho el ${day}`,
    effect: {
      helped: (now, before) => `ayudó: ${now} de cada 100 conversaciones, ${before} antes`,
      'no clear change': (now, before) =>
        `sin cambio claro: ${now} de cada 100 conversaciones, ${before} antes. No se ve que el arreglo haya ayudado`,
      'got worse': (now, before) => `empeoró: ${now} de cada 100 conversaciones, ${before} antes`,
      'too few to call': () => 'muy pocos datos para decirlo',
    },
  },
  made: (zone) =>
    `El CSAT es la media de las valoraciones de 1 a 5; un simple pulgar cuenta como 5 o 1. Los cambios se juzgan con intervalos del 95 %. Las pruebas no cuentan. Semanas de lunes a domingo, ${zone}.`,
  listDownvotes: 'Ver las negativas',
};
