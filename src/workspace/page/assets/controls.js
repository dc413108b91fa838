import { confirmed } from './confirm.js';
import { post } from './server.js';
import { toast } from './toast.js';
import { rawValue } from './values.js';

const PRESSED = new Set(['button', 'overflow', 'feedback_buttons', 'icon_button', 'workflow_button']);

const inUse = new WeakSet();

/** Sends what is done to buttons, menus and fields to the app. `person()` is who does it. */
export function startControls(person) {
  document.addEventListener('click', (event) => {
    const pressed = event.target.closest('[data-value], .btn, .menu-item');
    const control = pressed?.closest('[data-control]');
    if (!control || !PRESSED.has(control.dataset.control) || pressed.matches('[data-menu]')) return;
    act(control, pressed.dataset.value ?? null, pressed, person());
  });
  document.addEventListener('change', (event) => {
    const control = event.target.closest('[data-control]');
    if (!control) return;
    showChosen(control);
    const typed = event.target.matches('[data-dispatch]');
    if ('acts' in control.dataset && !typed && !PRESSED.has(control.dataset.control)) {
      act(control, rawValue(control), event.target, person());
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.target.matches('input[data-dispatch=enter]')) return;
    event.preventDefault();
    const control = event.target.closest('[data-control]');
    act(control, rawValue(control), event.target, person());
  });
  let pause;
  document.addEventListener('input', (event) => {
    if (event.target.matches('.multi-filter')) filterChoices(event.target);
    if (!event.target.matches('[data-dispatch=character]')) return;
    const control = event.target.closest('[data-control]');
    clearTimeout(pause);
    pause = setTimeout(() => act(control, rawValue(control), event.target, person()), 400);
  });
}

/** Words and marks that depend on what is chosen, after fresh markup or a change. */
export function dressControls(root) {
  for (const control of root.querySelectorAll('.multi-select')) showChosen(control);
}

/** One use of a control at a time: a second press while the app thinks, or while it is confirmed, is the same press. */
async function act(control, value, pressed, user) {
  const target = targetOf(control);
  if (!target || inUse.has(control)) return;
  inUse.add(control);
  try {
    if (!(await confirmed(control))) return;
    pressed.classList.add('busy');
    control.ariaBusy = 'true';
    const { blockId, actionId } = control.dataset;
    const answer = await post('click', { user, target, blockId, actionId, value });
    if (!answer.ok) toast(answer.reason);
  } finally {
    control.ariaBusy = 'false';
    pressed.classList.remove('busy');
    inUse.delete(control);
  }
}

function targetOf(control) {
  const surface = control.closest('[data-surface]');
  switch (surface?.dataset.surface) {
    case 'message':
      return { channelId: surface.dataset.channelId, ts: surface.dataset.ts };
    case 'ephemeral':
      return { ephemeralId: surface.dataset.ephemeralId };
    case 'view':
      return { viewId: surface.dataset.viewId };
    default:
      return null;
  }
}

function showChosen(control) {
  const shown = control.querySelector('.multi-chosen');
  if (!shown) return;
  const boxes = [...control.querySelectorAll('input[type=checkbox]')];
  const chosen = boxes.filter((box) => box.checked);
  const max = Number(control.querySelector('.multi').dataset.max ?? Number.POSITIVE_INFINITY);
  for (const box of boxes) box.disabled = !box.checked && chosen.length >= max;
  shown.replaceChildren(...chosen.map((box) => chip(box.nextElementSibling.textContent)));
  if (chosen.length === 0) shown.textContent = shown.dataset.placeholder;
  shown.classList.toggle('empty', chosen.length === 0);
}

function chip(words) {
  const element = document.createElement('span');
  element.className = 'chip';
  element.dir = 'auto';
  element.textContent = words;
  return element;
}

function filterChoices(field) {
  const words = field.value.trim().toLowerCase();
  for (const choice of field.parentElement.querySelectorAll('.multi-choice')) {
    choice.hidden = !choice.textContent.toLowerCase().includes(words);
  }
}
