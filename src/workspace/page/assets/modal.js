import { dressControls } from './controls.js';
import { post } from './server.js';
import { toast } from './toast.js';
import { rawValues, restoreValues } from './values.js';

const dialog = document.querySelector('#modal-dialog');
/** What was typed into each open view: a view below another keeps it. */
const typed = new Map();
let stack = [];
let shownMarkup = '';

/** Wires the dialog of modals. `person()` is who uses it, `refresh()` asks for the newest state. */
export function startModals(person, refresh) {
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    closeView(false);
  });
  dialog.addEventListener('click', (event) => {
    if (event.target.closest('[data-close-all]')) closeView(true);
    else if (event.target.closest('[data-close-view]') || event.target === dialog) closeView(false);
  });
  dialog.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const submit = form.querySelector('button[type=submit]');
    if (!submit || submit.classList.contains('busy') || missing(form)) return;
    submit.classList.add('busy');
    const answer = await post('submit', { user: person(), viewId: form.dataset.viewId, values: rawValues(form) });
    submit.classList.remove('busy');
    if (!answer.ok) toast(answer.reason);
    refresh();
  });
  let closing = null;
  async function closeView(all) {
    const viewId = dialog.querySelector('form.modal')?.dataset.viewId;
    if (!viewId || viewId === closing) return;
    closing = viewId;
    const answer = await post('close', { user: person(), viewId, all });
    if (!answer.ok) {
      closing = null;
      toast(answer.reason);
    }
    refresh();
  }
}

/** Shows the topmost of the open views. A view that is updated keeps what was typed into fields of the same ids. */
export function showModals(modals) {
  const top = modals.at(-1);
  stack = modals.map((view) => view.id);
  const current = dialog.querySelector('form.modal');
  if (current) typed.set(current.dataset.viewId, rawValues(current));
  for (const id of typed.keys()) if (!stack.includes(id)) typed.delete(id);
  if (!top) {
    shownMarkup = '';
    if (dialog.open) dialog.close();
    dialog.replaceChildren();
    return;
  }
  if (shownMarkup === top.id + top.markup) return;
  shownMarkup = top.id + top.markup;
  const sameView = current?.dataset.viewId === top.id;
  const scrolled = sameView ? dialog.querySelector('.modal-body').scrollTop : 0;
  const focused = sameView ? document.activeElement?.closest('[data-control]')?.dataset : null;
  dialog.innerHTML = `${top.markup}<div class="modal-toasts"></div>`;
  const form = dialog.querySelector('form.modal');
  if (typed.has(top.id)) restoreValues(form, typed.get(top.id));
  dressControls(form);
  dialog.classList.toggle('stacked', modals.length > 1);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('.modal-body').scrollTop = scrolled;
  focusWithin(form, focused);
}

function focusWithin(form, focused) {
  const wrong = form.querySelector('.b-input.wrong');
  const same =
    focused &&
    [...form.querySelectorAll('[data-control]')].find(
      (each) => each.dataset.blockId === focused.blockId && each.dataset.actionId === focused.actionId,
    );
  const first =
    wrong ?? same ?? form.querySelector('[autofocus]')?.parentElement ?? form.querySelector('.modal-body .b-input');
  const field = first?.querySelector('input, textarea, select, summary, button');
  (field ?? form.querySelector('.modal-body')).focus({ preventScroll: !wrong });
}

/** Marks required inputs without a value, as Slack does before it asks the app. */
function missing(form) {
  const values = rawValues(form);
  const empty = [...form.querySelectorAll('[data-input-block]:not([data-optional])')].filter((input) =>
    Object.values(values[input.dataset.inputBlock] ?? {}).some((value) => value === null || value.length === 0),
  );
  for (const input of form.querySelectorAll('[data-input-block]')) {
    const isEmpty = empty.includes(input);
    const error = input.querySelector('.input-error');
    input.classList.toggle('wrong', isEmpty);
    error.hidden = !isEmpty;
    error.textContent = isEmpty ? 'Please complete this required field.' : '';
  }
  empty[0]?.querySelector('input, textarea, select, summary')?.focus();
  return empty.length > 0;
}
