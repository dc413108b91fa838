import { z } from 'zod';
import type { EscalationSettings } from '../csat/escalation.ts';
import { InputError } from '../csat/input-error.ts';
import { parseZone } from '../csat/period.ts';
import type { AlertChoice, Subscription, SubscriptionOrder } from '../csat/subscription.ts';
import { enteredEscalation } from './escalation-entered.ts';
import { VALUE } from './views/choices.ts';
import { FIELD, NONE } from './views/subscription-fields.ts';
import { unshown } from './views/subscription-scope.ts';

/** Whose form it was, as its private metadata carry it. `mustConfirm`: it asked to confirm another organisation. */
const carried = z.object({ channelId: z.string().min(1), mustConfirm: z.boolean() });

/** @throws z.ZodError or SyntaxError when the text is none of ours. */
export const parseForm = (privateMetadata: string) => carried.parse(JSON.parse(privateMetadata));

const option = z.object({ value: z.string() });
const one = z.object({ [VALUE]: z.object({ selected_option: option.nullable() }) });
const many = z.object({ [VALUE]: z.object({ selected_options: z.array(option).nullable() }) });
const time = z.object({ [VALUE]: z.object({ selected_time: z.string().nullable() }) });

/** An input that the form left out is not there. */
const enteredSchema = z.object({
  [FIELD.assistants]: many.optional(),
  [FIELD.locales]: many.optional(),
  [FIELD.topics]: many.optional(),
  [FIELD.alerts]: one,
  [FIELD.digestDay]: one,
  [FIELD.digestTime]: time,
  [FIELD.zone]: one,
  [FIELD.language]: one,
  [FIELD.acknowledgeGroup]: one.optional(),
  [FIELD.shareConfirmed]: many.optional(),
});

const alertChoice = z.enum(['downvotes', 'thumbs', 'off'] satisfies AlertChoice[]);

export type Entered = { order: SubscriptionOrder; escalation: EscalationSettings; shareConfirmed: boolean };

/** What the channel has now; null: no subscription. */
export type Former = { subscription: Subscription | null; escalation: EscalationSettings };

/**
 * The order that a submitted form means, or what is wrong with it, by block. What its menus could not show stays as `former`
 * has it.
 * @throws z.ZodError when Slack sent something else than the form's inputs.
 */
export function enteredOrder(
  values: Record<string, Record<string, unknown>>,
  { channelId, userId, former }: { channelId: string; userId: string; former: Former },
): Entered | { errors: Record<string, string> } {
  const entered = enteredSchema.parse(values);
  const calls = enteredEscalation(values, former.escalation);
  const day = chosen(entered[FIELD.digestDay]);
  const zone = chosen(entered[FIELD.zone]) ?? '';

  const errors = {
    ...zoneError(zone),
    ...('errors' in calls ? calls.errors : {}),
    ...(day !== null && entered[FIELD.digestTime][VALUE].selected_time === null
      ? { [FIELD.digestTime]: 'Choose when the digest is posted, or choose no digest.' }
      : {}),
  };
  if (Object.keys(errors).length > 0 || 'errors' in calls) return { errors };

  const list = (field: 'assistants' | 'locales' | 'topics') => [
    ...(entered[field]?.[VALUE].selected_options ?? []).map(({ value }) => value),
    ...unshown(former.subscription?.[field] ?? []),
  ];
  const { escalation, ...firstCall } = calls;
  return {
    escalation,
    shareConfirmed: (entered[FIELD.shareConfirmed]?.[VALUE].selected_options ?? []).length > 0,
    order: {
      channelId,
      assistants: list('assistants'),
      locales: list('locales'),
      topics: list('topics'),
      digest:
        day === null ? null : { weekday: Number(day), time: entered[FIELD.digestTime][VALUE].selected_time ?? '' },
      zone,
      language: chosen(entered[FIELD.language]) ?? 'en',
      alerts: alertChoice.parse(chosen(entered[FIELD.alerts])),
      ...firstCall,
      acknowledgeGroup:
        entered[FIELD.acknowledgeGroup] === undefined
          ? (former.subscription?.acknowledgeGroup ?? null)
          : chosen(entered[FIELD.acknowledgeGroup]),
      createdBy: userId,
    },
  };
}

/** null: nothing, or what stands for nothing. */
function chosen(field: z.infer<typeof one> | undefined): string | null {
  const value = field?.[VALUE].selected_option?.value ?? NONE;
  return value === NONE ? null : value;
}

function zoneError(zone: string): Record<string, string> {
  try {
    parseZone(zone);
    return {};
  } catch (error) {
    if (error instanceof InputError) return { [FIELD.zone]: error.message };
    throw error;
  }
}
