import type { RenderContext } from './context.ts';
import { actionIdOf, control, enteredInto, naming, optionsOf, type Placed, valuesOf } from './control.ts';
import { attributes, type Html, html } from './html.ts';
import { renderText } from './text.ts';

/** Checkboxes or radio buttons. */
export function renderChoices(placed: Placed, context: RenderContext): Html {
  const { element, blockId } = placed;
  const single = element.type === 'radio_buttons';
  const entered = enteredInto(placed, context);
  const chosen = single
    ? valuesOf([entered ? entered.selected_option : element.initial_option].filter(Boolean))
    : valuesOf(entered ? entered.selected_options : element.initial_options);
  const choices = optionsOf(element.options).map(
    (option) =>
      html`<label class="choice"><input type="${single ? 'radio' : 'checkbox'}" value="${option.value}"${attributes({
        checked: chosen.includes(option.value),
        name: single ? `${context.idPrefix}${blockId}/${actionIdOf(element)}` : null,
      })}><span class="choice-words" dir="auto">${renderText(option.text, context)}${
        option.description ? html`<small>${renderText(option.description, context)}</small>` : null
      }</span></label>`,
  );
  const group = html`<span class="choices" role="${single ? 'radiogroup' : 'group'}"${naming(placed)}>${choices}</span>`;
  return control(placed, 'choice-group', group, context);
}
