import { z } from 'zod';
import type { EscalationSettings, QuietHours } from '../csat/escalation.ts';
import type { Subscription } from '../csat/subscription.ts';
import { ACTION } from './ids.ts';
import { VALUE } from './views/choices.ts';
import { type Disclosed, FIELD, NONE } from './views/subscription-fields.ts';

const option = z.object({ value: z.string() });
const one = z.object({ [VALUE]: z.object({ selected_option: option.nullable() }) });
const limit = z.object({ [ACTION.chooseLimit]: z.object({ selected_option: option.nullable() }) });
const people = z.object({ [VALUE]: z.object({ selected_users: z.array(z.string()).nullable() }) });

/** An input that the form left out is not there. */
const enteredSchema = z.object({
  [FIELD.escalateAfter]: limit,
  [FIELD.escalateToPerson]: people.optional(),
  [FIELD.escalateToGroup]: one.optional(),
  [FIELD.escalateAgainAfter]: limit.optional(),
  [FIELD.escalateAgainToPerson]: people.optional(),
  [FIELD.escalateAgainToGroup]: one.optional(),
  [FIELD.quietFrom]: one.optional(),
  [FIELD.quietTo]: one.optional(),
});

type Entered = z.infer<typeof enteredSchema>;
type Values = Record<string, Record<string, unknown>>;

export type EnteredEscalation = Pick<Subscription, 'escalateAfterMinutes' | 'escalateTo'> & {
  escalation: EscalationSettings;
};

/**
 * Which inputs what was chosen so far asks for.
 * @throws z.ZodError when Slack sent something else than the form's inputs.
 */
export function disclosedBy(values: Values): Disclosed {
  const entered = enteredSchema.parse(values);
  const firstCall = minutesOf(entered[FIELD.escalateAfter]) !== null;
  return { firstCall, secondCall: firstCall && minutesOf(entered[FIELD.escalateAgainAfter]) !== null };
}

/**
 * What a submitted form says of the calls for cards that nobody takes, or what is wrong with it, by block. Quiet hours that
 * the form did not show stay as `former` has them.
 * @throws z.ZodError when Slack sent something else than the form's inputs.
 */
export function enteredEscalation(
  values: Values,
  former: EscalationSettings,
): EnteredEscalation | { errors: Record<string, string> } {
  const entered = enteredSchema.parse(values);
  const first = minutesOf(entered[FIELD.escalateAfter]);
  const again = first === null ? null : minutesOf(entered[FIELD.escalateAgainAfter]);
  const firstTarget = targetOf(entered, FIELD.escalateToPerson, FIELD.escalateToGroup);
  const secondTarget = targetOf(entered, FIELD.escalateAgainToPerson, FIELD.escalateAgainToGroup);
  const quiet = quietOf(entered, former.quiet);
  const errors: Record<string, string> = {
    ...(first === null
      ? {}
      : targetErrors(entered, firstTarget, {
          person: FIELD.escalateToPerson,
          group: FIELD.escalateToGroup,
          limit: FIELD.escalateAfter,
        })),
    ...(again === null
      ? {}
      : targetErrors(entered, secondTarget, {
          person: FIELD.escalateAgainToPerson,
          group: FIELD.escalateAgainToGroup,
          limit: FIELD.escalateAgainAfter,
        })),
    ...(first !== null && again !== null && again <= first
      ? { [FIELD.escalateAgainAfter]: 'The second time must be later than the first: both count from the same moment.' }
      : {}),
    ...('error' in quiet ? { [FIELD.quietTo]: quiet.error } : {}),
  };
  if (Object.keys(errors).length > 0 || 'error' in quiet) return { errors };
  return {
    escalateAfterMinutes: first,
    escalateTo: first === null ? null : (firstTarget.person ?? firstTarget.group),
    escalation: {
      againAfterMinutes: again,
      againTo: again === null ? null : (secondTarget.person ?? secondTarget.group),
      quiet: quiet.hours,
    },
  };
}

type Target = { person: string | null; group: string | null };

function targetOf(
  entered: Entered,
  person: typeof FIELD.escalateToPerson | typeof FIELD.escalateAgainToPerson,
  group: typeof FIELD.escalateToGroup | typeof FIELD.escalateAgainToGroup,
): Target {
  return { person: entered[person]?.[VALUE].selected_users?.[0] ?? null, group: chosen(entered[group]) };
}

/** A form that is submitted before the inputs for the choice have come has nowhere else to show it than at the choice. */
function targetErrors(
  entered: Entered,
  { person, group }: Target,
  at: { person: keyof Entered; group: string; limit: string },
): Record<string, string> {
  if (person !== null && group !== null) return { [at.group]: 'Choose a person or a user group, not both.' };
  if (person !== null || group !== null) return {};
  return {
    [entered[at.person] === undefined ? at.limit : at.person]:
      'Choose whom to mention, or choose above to leave the card.',
  };
}

function quietOf(entered: Entered, former: QuietHours | null): { hours: QuietHours | null } | { error: string } {
  if (entered[FIELD.quietFrom] === undefined) return { hours: former };
  const from = chosen(entered[FIELD.quietFrom]);
  const to = chosen(entered[FIELD.quietTo]);
  if (from === null && to === null) return { hours: null };
  if (from === null || to === null) return { error: 'Choose both times, or None for both.' };
  if (from === to) return { error: 'Quiet hours that end when they begin are none: choose another time.' };
  return { hours: { from, to } };
}

/** null: nothing, or what stands for nothing. */
function chosen(field: z.infer<typeof one> | undefined): string | null {
  const value = field?.[VALUE].selected_option?.value ?? NONE;
  return value === NONE ? null : value;
}

function minutesOf(field: z.infer<typeof limit> | undefined): number | null {
  const value = field?.[ACTION.chooseLimit].selected_option?.value ?? NONE;
  return value === NONE ? null : Number(value);
}
