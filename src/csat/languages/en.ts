import { LATIN_PUNCTUATION, withinSentence } from './punctuation.ts';
import type { Words } from './words.ts';

const because = (driver: string | null) => (driver === null ? '' : `; ${driver}`);

export const english: Words = {
  ...LATIN_PUNCTUATION,
  counted: {
    ratings: { one: '{n} rating', other: '{n} ratings' },
    conversations: { one: '{n} conversation', other: '{n} conversations' },
    downvotes: { one: '{n} downvote', other: '{n} downvotes' },
    rated: { one: '{n}', other: '{n}' },
    ofConversations: { one: '{n} conversation', other: '{n} conversations' },
    points: { one: '{n} pt', other: '{n} pts' },
    acknowledged: { one: '{n} acknowledged', other: '{n} acknowledged' },
    stillOpen: { one: '{n} still open', other: '{n} still open' },
    neverOpened: { one: '{n} never opened', other: '{n} never opened' },
    recovered: {
      one: '{n} conversation with a thumb down inside ended in an upvote',
      other: '{n} conversations with a thumb down inside ended in an upvote',
    },
    spoiled: {
      one: '{n} conversation with a thumb up inside ended in a downvote',
      other: '{n} conversations with a thumb up inside ended in a downvote',
    },
  },
  headline: {
    up: ({ mean, before, ratings, driver }) =>
      `CSAT rose from ${before} to ${mean} (${ratings}), more than chance would explain${because(driver)}.`,
    down: ({ mean, before, ratings, driver }) =>
      `CSAT fell from ${before} to ${mean} (${ratings}), more than chance would explain${because(driver)}.`,
    noClearChange: ({ mean, before, ratings, ratingsBefore }) =>
      `CSAT was ${mean} (${ratings}) after ${before} the week before (${ratingsBefore}), which is no clear change and could be chance.`,
    tooFew: ({ mean, ratings, ratingsBefore }) =>
      `CSAT was ${mean} from ${ratings}, with ${ratingsBefore} the week before; that is too few to say whether anything changed.`,
    nothingBefore: ({ mean, ratings }) =>
      `CSAT was ${mean} from ${ratings}; nobody rated the week before, so there is nothing to compare it with.`,
    firstWeek: ({ mean, ratings }) =>
      `In the first week CSAT was ${mean} from ${ratings}; comparisons begin with the next digest.`,
    noRatings: (conversations) =>
      `Nobody rated a conversation that week; the connection is alive, and ${conversations} came in.`,
    silent: (since) => `No conversation and no rating came in that week; the last conversation began on ${since}.`,
    neverAnything: () => 'No conversation has come in yet; the channel is connected and waits for the first one.',
    late: (delay, sentence) => `Delayed by ${delay}: ${withinSentence(sentence)}`,
  },
  driver: {
    assistant: (name) => `most of it comes from ${name}`,
    downvotes: (share, before) => `downvotes went from ${before} to ${share} of the ratings`,
  },
  quoted: (text) => `“${text}”`,
  title: (week) => `Weekly feedback · ${week}`,
  trial: 'Trial: sent by hand, not by the schedule.',
  call: {
    up: 'clearly up',
    down: 'clearly down',
    'no clear change': 'no clear change',
    'too few to call': 'too few to call',
  },
  csat: 'CSAT',
  ofFive: (mean) => `${mean} of 5`,
  thumbsUp: 'Thumbs up',
  thumbsDown: 'Thumbs down',
  responseRate: 'Response rate',
  shareOfThumbs: (share) => `${share} of thumbs`,
  versus: (change, before) => `${change} vs previous week (${before})`,
  isNew: 'new',
  noRatingsShort: 'no ratings',
  noThumbs: 'no thumbs',
  noConversations: 'no conversations',
  share: 'share',
  ratedOf: (rated, conversations) => `${rated} of ${conversations} rated`,
  weekBefore: (value) => `${value} the week before`,
  loop: {
    title: 'The loop',
    median: (duration) => `median time to acknowledge: ${duration}`,
    openFromBefore: (count) => `${count} from earlier weeks`,
    triaged: 'Triaged',
    notTriaged: 'not triaged',
    alertsOff: 'alerts are off in this channel',
  },
  outcome: {
    knowledge: 'knowledge',
    rule: 'rule',
    handover: 'handover',
    'not ours': 'not ours',
    "can't tell": 'can’t tell',
  },
  warning: {
    responseRate: (now, before) =>
      `The response rate fell from ${before} to ${now}. Collection may have been switched off; read that week’s CSAT with that in mind.`,
    silent: (assistant, since, silence, longest) =>
      `${assistant} has sent nothing since ${since}: ${silence}, longer than ever before (${longest}). Please check the connection.`,
    sandbox: (conversations, share) => `Not counted here: ${conversations} in the sandbox (${share} of all).`,
    skipped: (weeks) => `No digest was posted for ${weeks}: Thumbline could not post it within six days.`,
  },
  breakdown: {
    assistant: {
      caption: 'By assistant',
      head: 'Assistant',
      more: {
        one: 'and {n} more assistant',
        other: 'and {n} more assistants',
      },
    },
    topic: {
      caption: 'By topic',
      head: 'Topic',
      more: { one: 'and {n} more topic', other: 'and {n} more topics' },
    },
    locale: {
      caption: 'By locale',
      head: 'Locale',
      more: { one: 'and {n} more locale', other: 'and {n} more locales' },
    },
    ratings: 'Ratings',
    change: 'Change',
  },
  chart: {
    title: 'Daily CSAT',
    weekBefore: 'Week before',
    ratings: 'ratings',
    noRatings: 'no ratings',
  },
  gaps: {
    title: 'What shoppers asked in vain',
    share: (share) => `${share} of the downvotes`,
    open: 'Open',
    erased: '(the question was erased)',
    closed: 'Fixes of three to five weeks ago',
    closedOn: (day) => `done on ${day}`,
    moreClosed: (count) => `and ${count} more: `,
    effect: {
      helped: (now, before) => `helped: ${now} of 100 conversations, ${before} before`,
      'no clear change': (now, before) =>
        `no clear change: ${now} of 100 conversations, ${before} before. The fix cannot be seen to have helped`,
      'got worse': (now, before) => `got worse: ${now} of 100 conversations, ${before} before`,
      'too few to call': () => 'too few to call',
    },
  },
  made: (zone) =>
    `CSAT is the mean of the ratings from 1 to 5; a bare thumb counts as 5 or 1. Changes are called by 95% intervals. The sandbox is left out. Weeks run Monday to Sunday, ${zone}.`,
  listDownvotes: 'List the downvotes',
};
