import type { Thumb, Verdict } from '../../csat/feedback.ts';
import type { Course } from './dialogue.ts';
import type { Phrasebook, Subject } from './phrasebook.ts';
import type { Chance } from './random.ts';

export type GivenRating = {
  verdict: Verdict;
  score: number | null;
  negativeReason: string | null;
  /** After the conversation ended: most people rate at once, some when they read the e-mail the next day. */
  minutesLater: number;
};

/** What people type into a box beside a button: Slack markup, an address that must not be passed on, and nothing much. */
const AWKWARD_REASONS = [
  '<!channel> is anybody reading this???',
  '*Three* times the _same_ answer. `Useless`.',
  'Please write to me: hanna.k@example.com, I have no time for chats.',
  '👎👎👎',
  'Nein & nochmals nein!! <https://www.fernweh.example|hier klicken> hilft NICHT > 0',
  'ok',
];

const RATES = { helped: 0.28, shrugged: 0.36, misled: 0.4, handedOver: 0.38 } satisfies Record<Course, number>;
const DOWN = { helped: 0.04, shrugged: 0.72, misled: 0.86, handedOver: 0.3 } satisfies Record<Course, number>;

/** null: this shopper does not rate. */
export function rate(course: Course, subject: Subject, book: Phrasebook, chance: Chance): GivenRating | null {
  if (!chance.happens(RATES[course])) return null;
  const minutesLater = chance.happens(0.9) ? chance.between(1, 12) : chance.between(90, 1_800);
  if (chance.happens(0.04)) return { verdict: 'neutral', score: 3, negativeReason: null, minutesLater };
  const down = chance.happens(DOWN[course]);
  const scored = chance.happens(0.85);
  if (!down) {
    return { verdict: 'up', score: scored ? (chance.happens(0.72) ? 5 : 4) : null, negativeReason: null, minutesLater };
  }
  return {
    verdict: 'down',
    score: scored ? (chance.happens(0.6) ? 1 : 2) : null,
    negativeReason: chance.happens(0.68) ? reason(course, subject, book, chance) : null,
    minutesLater,
  };
}

function reason(course: Course, subject: Subject, book: Phrasebook, chance: Chance): string {
  if (chance.happens(0.13)) return chance.pick(AWKWARD_REASONS);
  return chance.pick(course === 'misled' && subject.incident !== null ? subject.incident.reasons : book.reasons);
}

/** The thumb under one answer; it says nothing about the rating, nor the rating about it. */
export function thumbUnder(course: Course, chance: Chance): Thumb | null {
  if (course === 'helped') return chance.happens(0.15) ? 'up' : chance.happens(0.012) ? 'down' : null;
  return chance.happens(course === 'misled' ? 0.3 : 0.18) ? 'down' : chance.happens(0.015) ? 'up' : null;
}
