import type { Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { control, enteredInto, naming, type Option, optionsOf, type Placed, valuesOf } from './control.ts';
import { attributes, type Html, html } from './html.ts';
import { plainCharacters } from './text.ts';

type Group = { label: string | null; options: { value: string; words: string }[] };

/** A menu of one choice: static, users, conversations or channels. */
export function renderSelect(placed: Placed, context: RenderContext): Html {
  const { element } = placed;
  if (element.type === 'external_select') return cannotLoad(placed, context);
  const chosen = chosenIn(placed, context)[0] ?? '';
  const placeholder = plainCharacters(element.placeholder) || 'Select an option';
  const select = html`<select${naming(placed)}><option value=""${attributes({ selected: chosen === '', disabled: chosen !== '' || placed.acts })}>${placeholder}</option>
${groupsOf(element, context).map((group) => renderGroup(group, chosen))}</select>`;
  return control(placed, 'select', select, context);
}

/** A menu of several choices, as a list of boxes that unfolds. */
export function renderMultiSelect(placed: Placed, context: RenderContext): Html {
  const { element } = placed;
  if (element.type === 'multi_external_select') return cannotLoad(placed, context);
  const chosen = chosenIn(placed, context);
  const groups = groupsOf(element, context);
  const placeholder = plainCharacters(element.placeholder) || 'Select options';
  const count = groups.reduce((sum, group) => sum + group.options.length, 0);
  const choices = groups.map(
    (group) =>
      html`${group.label === null ? null : html`<span class="multi-group">${group.label}</span>`}${group.options.map(
        (option) =>
          html`<label class="multi-choice"><input type="checkbox" value="${option.value}"${attributes({ checked: chosen.includes(option.value) })}><span dir="auto">${option.words}</span></label>`,
      )}`,
  );
  const filter = html`<input type="search" class="multi-filter" placeholder="Filter" aria-label="Filter the options">`;
  const list = html`<details class="multi"${attributes({ 'data-max': maxOf(element) })}><summary${naming(placed)}><span class="multi-chosen" data-placeholder="${placeholder}">${placeholder}</span></summary>
<div class="multi-list" role="group"${naming(placed)}>${count > 8 ? filter : null}${choices}</div></details>`;
  return control(placed, 'multi-select', list, context);
}

function renderGroup(group: Group, chosen: string): Html {
  const options = group.options.map(
    (option) =>
      html`<option value="${option.value}"${attributes({ selected: option.value === chosen })}>${option.words}</option>`,
  );
  return group.label === null ? html`${options}` : html`<optgroup label="${group.label}">${options}</optgroup>`;
}

function groupsOf(element: Json & { type: string }, context: RenderContext): Group[] {
  if (element.type.endsWith('users_select')) {
    const people = Object.entries(context.users).map(([value, words]) => ({ value, words }));
    return [{ label: null, options: people }];
  }
  if (element.type.endsWith('conversations_select') || element.type.endsWith('channels_select')) {
    const publicOnly = element.type.endsWith('channels_select');
    const channels = context.pickableChannels
      .filter((channel) => !publicOnly || !(channel.isPrivate || channel.isDirect))
      .map((channel) => ({ value: channel.id, words: channel.isDirect ? channel.name : `# ${channel.name}` }));
    return [{ label: null, options: channels }];
  }
  if (Array.isArray(element.option_groups)) {
    return element.option_groups.map((group: Json) => ({
      label: plainCharacters(group.label),
      options: optionsOf(group.options).map(shown),
    }));
  }
  return [{ label: null, options: optionsOf(element.options).map(shown) }];
}

const shown = (option: Option) => ({
  value: option.value,
  words: [plainCharacters(option.text), plainCharacters(option.description)].filter(Boolean).join(' — '),
});

/** The chosen values: what was entered, else what the app set at first. */
function chosenIn(placed: Placed, context: RenderContext): string[] {
  const { element } = placed;
  const entered = enteredInto(placed, context);
  const from = (noun: string) =>
    entered
      ? [entered[`selected_${noun}`], ...asList(entered[`selected_${noun}s`])]
      : [element[`initial_${noun}`], ...asList(element[`initial_${noun}s`])];
  if (element.type.endsWith('users_select')) return from('user').filter(isText);
  if (element.type.endsWith('channels_select')) return from('channel').filter(isText);
  if (element.type.endsWith('conversations_select')) {
    const chosen = from('conversation').filter(isText);
    const current = element.default_to_current_conversation === true ? context.channelId : null;
    return !entered && chosen.length === 0 && current !== null ? [current] : chosen;
  }
  return valuesOf(from('option').filter((option) => option !== undefined));
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): value is string => typeof value === 'string';
const maxOf = (element: Json) => (typeof element.max_selected_items === 'number' ? element.max_selected_items : null);

function cannotLoad(placed: Placed, context: RenderContext): Html {
  return control(
    placed,
    'select',
    html`<span class="cannot-draw">This stand-in cannot load the options of an ${placed.element.type}.</span>`,
    context,
  );
}
