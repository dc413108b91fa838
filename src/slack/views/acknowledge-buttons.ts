import type { Button, Overflow } from '@slack/types';
import { ACKNOWLEDGE_SPANS, type AcknowledgeSpan } from '../../csat/escalation.ts';
import { acknowledgeForValue } from '../carried.ts';
import { ACTION } from '../ids.ts';
import { button, menu } from './blocks.ts';

/** Of an alert that nobody has. */
export const acknowledgeButton = (alertId: number): Button | null =>
  button(ACTION.acknowledge, 'Acknowledge', String(alertId), {
    primary: true,
    label: 'Acknowledge: I take care of this one',
  });

/** The same for a while. */
export const acknowledgeForMenu = (alertId: number): Overflow => spans(alertId, ACKNOWLEDGE_WORDS);

/** Of an alert that somebody has for a while: to them it begins anew, to others it says who has it. */
export const keepButton = (alertId: number): Button | null =>
  button(ACTION.acknowledge, 'Keep for good', String(alertId), {
    label: 'Keep for good: who has it for a while keeps it',
  });

export const prolongMenu = (alertId: number): Overflow => spans(alertId, KEEP_WORDS);

const spans = (alertId: number, words: Record<AcknowledgeSpan, string>): Overflow =>
  menu(
    ACTION.acknowledgeFor,
    ACKNOWLEDGE_SPANS.map((span) => [words[span], acknowledgeForValue({ alertId, span })]),
  );

const ACKNOWLEDGE_WORDS: Record<AcknowledgeSpan, string> = {
  '1h': 'Acknowledge for 1 hour',
  '4h': 'Acknowledge for 4 hours',
  tomorrow: 'Acknowledge until tomorrow 9:00',
};

const KEEP_WORDS: Record<AcknowledgeSpan, string> = {
  '1h': 'Keep for 1 hour from now',
  '4h': 'Keep for 4 hours from now',
  tomorrow: 'Keep until tomorrow 9:00',
};
