import { LATIN_PUNCTUATION, withinSentence } from './punctuation.ts';
import type { Words } from './words.ts';

const because = (driver: string | null) => (driver === null ? '' : `; ${driver}`);

export const portuguese: Words = {
  ...LATIN_PUNCTUATION,
  counted: {
    ratings: { one: '{n} avaliação', other: '{n} avaliações' },
    conversations: { one: '{n} conversa', other: '{n} conversas' },
    downvotes: { one: '{n} avaliação negativa', other: '{n} avaliações negativas' },
    rated: { one: '{n} conversa avaliada', other: '{n} conversas avaliadas' },
    ofConversations: { one: '{n}', other: '{n}' },
    points: { one: '{n}\u00a0p.p.', other: '{n}\u00a0p.p.' },
    acknowledged: { one: '{n} assumida', other: '{n} assumidas' },
    stillOpen: { one: '{n} ainda aberta', other: '{n} ainda abertas' },
    neverOpened: { one: '{n} nunca consultada', other: '{n} nunca consultadas' },
    recovered: {
      one: '{n} conversa com um polegar para baixo terminou em avaliação positiva',
      other: '{n} conversas com um polegar para baixo terminaram em avaliação positiva',
    },
    spoiled: {
      one: '{n} conversa com um polegar para cima terminou em avaliação negativa',
      other: '{n} conversas com um polegar para cima terminaram em avaliação negativa',
    },
  },
  headline: {
    up: ({ mean, before, ratings, driver }) =>
      `O CSAT subiu de ${before} para ${mean} (${ratings}), mais do que o acaso explicaria${because(driver)}.`,
    down: ({ mean, before, ratings, driver }) =>
      `O CSAT caiu de ${before} para ${mean} (${ratings}), mais do que o acaso explicaria${because(driver)}.`,
    noClearChange: ({ mean, before, ratings, ratingsBefore }) =>
      `O CSAT foi de ${mean} (${ratings}) após ${before} na semana anterior (${ratingsBefore}); não é uma mudança clara e pode ser acaso.`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      `O CSAT foi de ${mean} (${ratings}; na semana anterior, ${ratingsBefore}), poucas demais para falar em mudança.`,
    nothingBefore: ({ mean, ratings }) =>
      `O CSAT foi de ${mean} (${ratings}); ninguém avaliou na semana anterior, portanto não há comparação.`,
    firstWeek: ({ mean, ratings }) =>
      `Na primeira semana, o CSAT foi de ${mean} (${ratings}); as comparações começam no próximo resumo.`,
    noRatings: (conversations) =>
      `Ninguém avaliou nenhuma conversa naquela semana; a conexão está ativa (${conversations}).`,
    silent: (since) => `Nenhuma conversa nem avaliação chegou naquela semana; a última conversa começou em ${since}.`,
    neverAnything: () => 'Ainda não chegou nenhuma conversa; o canal está conectado e espera a primeira.',
    late: (delay, sentence) => `Com ${delay} de atraso: ${withinSentence(sentence)}`,
  },
  driver: {
    assistant: (name) => `a maior parte vem de ${name}`,
    downvotes: (share, before) => `a parcela de avaliações negativas passou de ${before} para ${share}`,
  },
  quoted: (text) => `“${text}”`,
  own: { longDay: (written) => written.replace(/^1 /, '1º ') },
  title: (week) => `Feedback da semana · ${week}`,
  trial: 'Teste: enviado à mão, fora do agendamento.',
  call: {
    up: 'alta clara',
    down: 'queda clara',
    'no clear change': 'sem mudança clara',
    'too few to call': 'dados insuficientes',
  },
  csat: 'CSAT',
  ofFive: (mean) => `${mean} de 5`,
  thumbsUp: 'Polegares para cima',
  thumbsDown: 'Polegares para baixo',
  responseRate: 'Taxa de resposta',
  shareOfThumbs: (share) => `${share} dos polegares`,
  versus: (change, before) => `${change} em relação à semana anterior (${before})`,
  isNew: 'novo',
  noRatingsShort: 'sem avaliações',
  noThumbs: 'sem polegares',
  noConversations: 'sem conversas',
  share: 'parcela',
  ratedOf: (rated, conversations) => `${rated} de ${conversations}`,
  weekBefore: (value) => `${value} na semana anterior`,
  loop: {
    title: 'Acompanhamento',
    median: (duration) => `mediana até assumir: ${duration}`,
    openFromBefore: (count) => `${count} de semanas anteriores`,
    triaged: 'Classificadas',
    notTriaged: 'não classificadas',
    alertsOff: 'os alertas estão desligados neste canal',
  },
  outcome: {
    knowledge: 'conhecimento',
    rule: 'regra',
    handover: 'transferência',
    'not ours': 'não é conosco',
    "can't tell": 'não se sabe',
  },
  warning: {
    responseRate: (now, before) =>
      `A taxa de resposta caiu de ${before} para ${now}. A coleta pode ter sido desligada; leia o CSAT daquela semana com cautela.`,
    silent: (assistant, since, silence, longest) =>
      `${assistant} não envia nada desde ${since}: ${silence}, mais tempo do que nunca (${longest}). Verifique a conexão.`,
    sandbox: (conversations, share) => `Fora da contagem: ${conversations} de teste (${share} do total).`,
    skipped: (weeks) =>
      `Nenhum resumo do período ${weeks} foi publicado: o Thumbline não conseguiu fazê-lo em seis dias.`,
  },
  breakdown: {
    assistant: {
      caption: 'Por assistente',
      head: 'Assistente',
      more: {
        one: 'e mais {n} assistente',
        other: 'e mais {n} assistentes',
      },
    },
    topic: {
      caption: 'Por assunto',
      head: 'Assunto',
      more: { one: 'e mais {n} assunto', other: 'e mais {n} assuntos' },
    },
    locale: {
      caption: 'Por idioma',
      head: 'Idioma',
      more: { one: 'e mais {n} idioma', other: 'e mais {n} idiomas' },
    },
    ratings: 'Avaliações',
    change: 'Variação',
  },
  chart: {
    title: 'CSAT por dia',
    weekBefore: 'Semana anterior',
    ratings: 'avaliações',
    noRatings: 'sem avaliações',
  },
  gaps: {
    title: 'O que os clientes perguntaram em vão',
    share: (share) => `${share} das avaliações negativas`,
    open: 'Abrir',
    erased: '(a pergunta foi apagada)',
    closed: 'Correções de três a cinco semanas atrás',
    closedOn: (day) => `concluída em ${day}`,
    moreClosed: (count) => `e mais ${count}: `,
    effect: {
      helped: (now, before) => `ajudou: ${now} em 100 conversas, ${before} antes`,
      'no clear change': (now, before) =>
        `sem mudança clara: ${now} em 100 conversas, ${before} antes. Não se vê que a correção tenha ajudado`,
      'got worse': (now, before) => `piorou: ${now} em 100 conversas, ${before} antes`,
      'too few to call': () => 'muito pouco para concluir',
    },
  },
  made: (zone) =>
    `O CSAT é a média das avaliações de 1 a 5; um simples polegar conta como 5 ou 1. As mudanças são julgadas por intervalos de 95%. Os testes não contam. Semanas de segunda a domingo, ${zone}.`,
  listDownvotes: 'Listar as avaliações negativas',
};
