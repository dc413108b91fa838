/** Shows items in a list of elements by their keys, touching only what changed: focus and open menus stay. */
export function showItems(stream, items) {
  const present = new Map([...stream.children].map((child) => [child.dataset.key, child]));
  let at = stream.firstElementChild;
  for (const item of items) {
    const old = present.get(item.key);
    present.delete(item.key);
    if (old && old.shownMarkup === item.markup) {
      if (old === at) at = at.nextElementSibling;
      else stream.insertBefore(old, at);
      continue;
    }
    const shown = document.createElement('div');
    shown.className = old ? 'item' : 'item item-new';
    shown.dataset.key = item.key;
    shown.dataset.ts = item.ts;
    shown.shownMarkup = item.markup;
    shown.innerHTML = item.markup;
    if (old) {
      const focused = focusPath(old);
      if (old === at) at = at.nextElementSibling;
      old.replaceWith(shown);
      stream.insertBefore(shown, at);
      restoreFocus(shown, focused);
    } else stream.insertBefore(shown, at);
  }
  for (const gone of present.values()) gone.remove();
}

/** A scroller that stays at its end while new messages come, unless the reader scrolled away. */
export function keepAtEnd(scroller, newBelow) {
  let atEnd = true;
  scroller.addEventListener('scroll', () => {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
    if (atEnd && newBelow) newBelow.hidden = true;
  });
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
    atEnd = true;
    if (newBelow) newBelow.hidden = true;
  };
  newBelow?.addEventListener('click', toEnd);
  // Pictures arrive after their messages and push them up.
  scroller.addEventListener('load', () => atEnd && toEnd(), true);
  new ResizeObserver(() => atEnd && toEnd()).observe(scroller);
  const settle = (hasNew) => {
    if (atEnd) toEnd();
    else if (hasNew && newBelow) newBelow.hidden = false;
  };
  return { toEnd, settle };
}

function focusPath(element) {
  const control = document.activeElement?.closest('[data-control]');
  return control && element.contains(control) ? [control.dataset.blockId, control.dataset.actionId] : null;
}

function restoreFocus(element, path) {
  if (!path) return;
  const [blockId, actionId] = path;
  const control = [...element.querySelectorAll('[data-control]')].find(
    (each) => each.dataset.blockId === blockId && each.dataset.actionId === actionId,
  );
  const target =
    control?.querySelector('button, a, select, input, textarea, summary') ?? element.querySelector('.message');
  if (target?.matches('.message')) target.tabIndex = -1;
  target?.focus({ preventScroll: true });
}
