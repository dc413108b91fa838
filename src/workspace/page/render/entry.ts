import type { RichTextBlock, RichTextElement } from '@slack/types';
import { Temporal } from 'temporal-polyfill';
import type { Json } from '../../standin/workspace.ts';
import type { RenderContext } from './context.ts';
import { control, enteredInto, naming, type Placed } from './control.ts';
import { attributes, type Html, html } from './html.ts';
import { plainCharacters } from './text.ts';

const TEXT_TYPES: Record<string, string> = {
  plain_text_input: 'text',
  rich_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
};

/** A field that is typed into. */
export function renderTextEntry(placed: Placed, context: RenderContext): Html {
  const { element } = placed;
  const shared = html`${naming(placed)}${attributes({
    placeholder: plainCharacters(element.placeholder),
    maxlength: typeof element.max_length === 'number' ? element.max_length : null,
    autocomplete: 'off',
    inputmode: element.type === 'number_input' ? 'decimal' : null,
    'data-dispatch': placed.acts ? dispatchMoment(element) : null,
    autofocus: element.focus_on_load === true,
    dir: 'auto',
  })}`;
  const value = textIn(placed, context);
  const tall = element.multiline === true || element.type === 'rich_text_input';
  const field = tall
    ? html`<textarea class="field" rows="4"${shared}>
${value}</textarea>`
    : html`<input class="field" type="${TEXT_TYPES[element.type] ?? 'text'}" value="${value}"${shared}>`;
  return control(placed, 'entry', field, context);
}

/** A date, a time of day, or an instant. The browser brings the picker. */
export function renderWhenEntry(placed: Placed, context: RenderContext): Html {
  const { element } = placed;
  const entered = enteredInto(placed, context);
  const kinds: Record<string, { type: string; value: unknown }> = {
    datepicker: { type: 'date', value: entered ? entered.selected_date : element.initial_date },
    timepicker: { type: 'time', value: entered ? entered.selected_time : element.initial_time },
    datetimepicker: {
      type: 'datetime-local',
      value: localDateTime(entered ? entered.selected_date_time : element.initial_date_time, context.zone),
    },
  };
  const kind = kinds[element.type] ?? { type: 'date', value: '' };
  const field = html`<input class="field field-when" type="${kind.type}" value="${String(kind.value ?? '')}"${naming(placed)}>`;
  return control(placed, 'entry', field, context);
}

function textIn(placed: Placed, context: RenderContext): string {
  const { element } = placed;
  const entered = enteredInto(placed, context);
  if (element.type === 'rich_text_input') {
    return richTextCharacters((entered ? entered.rich_text_value : element.initial_value) as RichTextBlock | undefined);
  }
  const value = entered ? entered.value : element.initial_value;
  return value === null || value === undefined ? '' : String(value);
}

function richTextCharacters(block: RichTextBlock | null | undefined): string {
  const leaf = (element: RichTextElement) => ('text' in element ? (element.text ?? '') : '');
  const sections = (block?.elements ?? []).map((section) =>
    'elements' in section ? (section.elements as RichTextElement[]).map(leaf).join('') : '',
  );
  return sections.join('\n');
}

function localDateTime(seconds: unknown, zone: string): string {
  if (typeof seconds !== 'number') return '';
  const local = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
  return local.toPlainDateTime().toString({ smallestUnit: 'minute' });
}

function dispatchMoment(element: Json): string {
  const moments = (element.dispatch_action_config as { trigger_actions_on?: unknown } | undefined)?.trigger_actions_on;
  return Array.isArray(moments) && moments.includes('on_character_entered') ? 'character' : 'enter';
}
