import type { Json } from '../../standin/workspace.ts';
import { renderButton, renderFeedbackButtons, renderIconButton, renderOverflow } from './button.ts';
import { renderChoices } from './choice.ts';
import type { RenderContext } from './context.ts';
import type { Placed } from './control.ts';
import { renderTextEntry, renderWhenEntry } from './entry.ts';
import { type Html, html } from './html.ts';
import { renderImageElement } from './image.ts';
import { renderMultiSelect, renderSelect } from './select.ts';

const DRAWN_BY: Record<string, (placed: Placed, context: RenderContext) => Html> = {
  button: renderButton,
  overflow: renderOverflow,
  feedback_buttons: renderFeedbackButtons,
  icon_button: renderIconButton,
  static_select: renderSelect,
  users_select: renderSelect,
  conversations_select: renderSelect,
  channels_select: renderSelect,
  external_select: renderSelect,
  multi_static_select: renderMultiSelect,
  multi_users_select: renderMultiSelect,
  multi_conversations_select: renderMultiSelect,
  multi_channels_select: renderMultiSelect,
  multi_external_select: renderMultiSelect,
  checkboxes: renderChoices,
  radio_buttons: renderChoices,
  datepicker: renderWhenEntry,
  timepicker: renderWhenEntry,
  datetimepicker: renderWhenEntry,
  plain_text_input: renderTextEntry,
  rich_text_input: renderTextEntry,
  email_text_input: renderTextEntry,
  url_text_input: renderTextEntry,
  number_input: renderTextEntry,
};

/** One element of a block; one that is not known says so. */
export function renderElement(
  element: Json,
  blockId: string,
  context: RenderContext,
  { acts = true, labelId = null as string | null } = {},
): Html {
  const type = String(element.type);
  if (type === 'image') return renderImageElement(element, context);
  const draw = DRAWN_BY[type];
  if (!draw) return html`<span class="cannot-draw">This stand-in cannot draw an element of type “${type}”.</span>`;
  return draw({ element: { ...element, type }, blockId, acts, labelId }, context);
}
