/** The value of one control as the server takes it: a text, a list for several choices, or null for nothing. */
export function rawValue(control) {
  switch (control.dataset.control) {
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return [...control.querySelectorAll('input[type=checkbox]:checked')].map((box) => box.value);
    case 'radio_buttons':
      return control.querySelector('input:checked')?.value ?? null;
    default: {
      const field = control.querySelector('select, input, textarea');
      return field && field.value !== '' ? field.value : null;
    }
  }
}

const ENTERED =
  '[data-control]:not([data-control=button], [data-control=overflow], [data-control=feedback_buttons], [data-control=icon_button])';

/** What all fields within `surface` hold, by block id and action id. */
export function rawValues(surface) {
  const values = {};
  for (const control of surface.querySelectorAll(ENTERED)) {
    const { blockId, actionId } = control.dataset;
    values[blockId] = { ...values[blockId], [actionId]: rawValue(control) };
  }
  return values;
}

/** Puts values back into the fields that still have the same ids. */
export function restoreValues(surface, values) {
  for (const control of surface.querySelectorAll(ENTERED)) {
    const value = values[control.dataset.blockId]?.[control.dataset.actionId];
    if (value === undefined) continue;
    const chosen = Array.isArray(value) ? value : [value];
    const boxes = control.querySelectorAll('input[type=checkbox], input[type=radio]');
    for (const box of boxes) box.checked = chosen.includes(box.value);
    if (boxes.length > 0) continue;
    const field = control.querySelector('select, input, textarea');
    if (field) field.value = value ?? '';
  }
}
