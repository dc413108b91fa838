import type { InputBlock, PlainTextElement, PlainTextOption } from '@slack/types';
import { plain } from './blocks.ts';
import { cleanLine, cut } from './text.ts';

/** What a person may choose: `value` comes back, `name` is shown. */
export type Choice = { value: string; name: string };

const MAX_OPTION = 75;
const MAX_OPTIONS = 100;
/** Slack takes a hundred groups, but a view of no more than 250 kB. */
const MAX_GROUPS = 6;
const MAX_PLACEHOLDER = 150;

/** Whether a text from outside can be a choice as it is: Slack gives back at most 75 characters, and a person must see what they choose. */
export const isOfferable = (value: string): boolean =>
  value.length <= MAX_OPTION && value !== '' && cleanLine(value) === value;

const option = ({ value, name }: Choice): PlainTextOption => ({
  text: plain(cut(cleanLine(name), MAX_OPTION) || value),
  value,
});

/**
 * A menu of several choices that may be left empty; those that are chosen come first, so that they are always there.
 * null: there is nothing to choose from.
 */
export function manyOf({
  id,
  label,
  hint,
  placeholder,
  choices,
  chosen,
}: {
  id: string;
  label: string;
  hint: string;
  placeholder: string;
  choices: Choice[];
  chosen: string[];
}): InputBlock | null {
  const isChosen = ({ value }: Choice) => chosen.includes(value);
  const offerable = unique(choices.filter(({ value }) => isOfferable(value)));
  const ordered = [...offerable.filter(isChosen), ...offerable.filter((choice) => !isChosen(choice))];
  const offered = ordered.slice(0, MAX_OPTIONS * MAX_GROUPS).map(option);
  if (offered.length === 0) return null;
  const initial = offered.filter(({ value }) => value !== undefined && chosen.includes(value));
  const options = offered.length <= MAX_OPTIONS ? { options: offered } : { option_groups: inHundreds(offered) };
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plain(label),
    hint: plain(hint),
    element: {
      type: 'multi_static_select',
      action_id: VALUE,
      placeholder: plain(cut(placeholder, MAX_PLACEHOLDER)),
      ...options,
      ...(initial.length > 0 && { initial_options: initial }),
    },
  };
}

/** A menu of one choice. `chosen` must be among them. `tellsAs`: Slack tells of each choice at once, under this action id. */
export function oneOf({
  id,
  label,
  hint,
  choices,
  chosen,
  tellsAs,
}: {
  id: string;
  label: string;
  hint?: string;
  choices: Choice[] | { label: string; choices: Choice[] }[];
  chosen: string;
  tellsAs?: string;
}): InputBlock {
  const groups = choices.flatMap((entry) => ('choices' in entry ? [entry] : []));
  const singles = choices.flatMap((entry) => ('choices' in entry ? [] : [entry]));
  const initial = [...singles, ...groups.flatMap((group) => group.choices)].find(({ value }) => value === chosen);
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    ...(hint !== undefined && { hint: plain(hint) }),
    ...(tellsAs !== undefined && { dispatch_action: true }),
    element: {
      type: 'static_select',
      action_id: tellsAs ?? VALUE,
      ...(groups.length === 0
        ? { options: singles.map(option) }
        : {
            option_groups: groups.map((group) => ({ label: plain(group.label), options: group.choices.map(option) })),
          }),
      ...(initial !== undefined && { initial_option: option(initial) }),
    },
  };
}

/** The action id of every input of a form that tells nothing before it is submitted: its block says which it is. */
export const VALUE = 'value';

function unique(choices: Choice[]): Choice[] {
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()];
}

/** Slack shows at most a hundred in a group: each is named by its first and last. */
function inHundreds(options: PlainTextOption[]): { label: PlainTextElement; options: PlainTextOption[] }[] {
  const groups: { label: PlainTextElement; options: PlainTextOption[] }[] = [];
  for (let at = 0; at < options.length; at += MAX_OPTIONS) {
    const part = options.slice(at, at + MAX_OPTIONS);
    const name = (choice: PlainTextOption | undefined) => cut(choice?.text.text ?? '', 30);
    groups.push({ label: plain(`${name(part[0])} … ${name(part.at(-1))}`), options: part });
  }
  return groups;
}
