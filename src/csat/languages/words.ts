/** Which change a headline tells of. Numbers and names come in ready to read. */
export type ChangeFacts = {
  mean: string;
  before: string;
  /** "31 ratings", in the language. */
  ratings: string;
  ratingsBefore: string;
  /** What drove the change, as a clause of this language; null: nothing stands out. */
  driver: string | null;
};

/** How one number of things is said: `{n}` is where the number goes. */
export type Counted = { one: string; other: string };

/** Over a table whose rows are all of one kind; `more` counts the rows that found no place. */
export type BreakdownWords = { caption: string; head: string; more: Counted };

/** A day in numbers: "9", "11" and "2026". */
export type DayParts = { day: string; month: string; year: string };

/**
 * Everything that a digest says in one language. Functions take ready text (numbers, dates and durations made by `Intl`)
 * and answer whole sentences or labels, without markup.
 */
export type Words = {
  counted: {
    ratings: Counted;
    conversations: Counted;
    downvotes: Counted;
    /** The two halves of `ratedOf`: how many were rated, and of how many. */
    rated: Counted;
    ofConversations: Counted;
    /** Percentage points, with their sign. */
    points: Counted;
    acknowledged: Counted;
    stillOpen: Counted;
    /** Of those that are still open. */
    neverOpened: Counted;
    /** Conversations whose thumbs inside say otherwise than the rating at the end. */
    recovered: Counted;
    spoiled: Counted;
  };
  headline: {
    up: (facts: ChangeFacts) => string;
    down: (facts: ChangeFacts) => string;
    noClearChange: (facts: ChangeFacts) => string;
    tooFew: (facts: Pick<ChangeFacts, 'mean' | 'ratings' | 'ratingsBefore'>) => string;
    /** Ratings now, none in the week before, though there was feedback earlier. */
    nothingBefore: (facts: Pick<ChangeFacts, 'mean' | 'ratings'>) => string;
    firstWeek: (facts: Pick<ChangeFacts, 'mean' | 'ratings'>) => string;
    /** Conversations came in, but nobody rated. */
    noRatings: (conversations: string) => string;
    /** Not one conversation came in; `since` is the day of the last one. */
    silent: (since: string) => string;
    /** Nothing has ever come in. */
    neverAnything: () => string;
    late: (delay: string, sentence: string) => string;
  };
  driver: { assistant: (name: string) => string; downvotes: (share: string, shareBefore: string) => string };
  /** A name and what is said of it. */
  labelled: (label: string, said: string) => string;
  /** What is said, and an aside. */
  bracketed: (said: string, aside: string) => string;
  quoted: (text: string) => string;
  /** Of the short name of a weekday and the number of the day: "Mon 9". */
  shortDay: (weekday: string, day: string) => string;
  /** What Intl does not write as the language does. */
  own?: {
    days?: (from: DayParts, to: DayParts, withYear: boolean) => string;
    longDay?: (written: string) => string;
    duration?: (written: string) => string;
  };
  title: (week: string) => string;
  trial: string;
  call: { up: string; down: string; 'no clear change': string; 'too few to call': string };
  csat: string;
  ofFive: (mean: string) => string;
  thumbsUp: string;
  thumbsDown: string;
  responseRate: string;
  shareOfThumbs: (share: string) => string;
  versus: (change: string, before: string) => string;
  isNew: string;
  noRatingsShort: string;
  noThumbs: string;
  noConversations: string;
  share: string;
  ratedOf: (rated: string, conversations: string) => string;
  weekBefore: (value: string) => string;
  loop: {
    title: string;
    median: (duration: string) => string;
    openFromBefore: (count: string) => string;
    triaged: string;
    notTriaged: string;
    alertsOff: string;
  };
  outcome: { knowledge: string; rule: string; handover: string; 'not ours': string; "can't tell": string };
  warning: {
    responseRate: (now: string, before: string) => string;
    silent: (assistant: string, since: string, silence: string, longest: string) => string;
    sandbox: (conversations: string, share: string) => string;
    /** Of one week or several in a row. */
    skipped: (weeks: string) => string;
  };
  breakdown: Record<'assistant' | 'topic' | 'locale', BreakdownWords> & { ratings: string; change: string };
  chart: {
    title: string;
    weekBefore: string;
    /** Beside the counts under the chart. */
    ratings: string;
    noRatings: string;
  };
  gaps: {
    title: string;
    /** Of the week's downvotes. */
    share: (share: string) => string;
    open: string;
    /** For the question of a conversation that is gone. */
    erased: string;
    /** Over what became of earlier fixes. */
    closed: string;
    closedOn: (day: string) => string;
    /** Before the command that lists the fixes which are left out. */
    moreClosed: (count: string) => string;
    /** How many of 100 conversations run into it since, and did before. */
    effect: Record<
      'helped' | 'no clear change' | 'got worse' | 'too few to call',
      (now: string, before: string) => string
    >;
  };
  made: (zone: string) => string;
  listDownvotes: string;
};
