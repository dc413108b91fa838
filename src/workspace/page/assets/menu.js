let open = null;

/** The "⋯" menus: one open at a time, at their button, with arrow keys. */
export function startMenus() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-menu]');
    const wasOpen = open?.button === button;
    closeMenu(false);
    if (button && !wasOpen) openMenu(button);
  });
  document.addEventListener('keydown', (event) => {
    if (!open) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      closeMenu(true);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const items = [...open.menu.querySelectorAll('.menu-item')];
      const step = event.key === 'ArrowDown' ? 1 : -1;
      items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
    } else if (event.key === 'Tab') closeMenu(false);
  });
  document.addEventListener('scroll', () => closeMenu(false), true);
}

function openMenu(button) {
  const menu = button.nextElementSibling;
  menu.hidden = false;
  button.setAttribute('aria-expanded', 'true');
  const at = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = at.bottom + size.height + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(at.right - size.width, innerWidth - size.width - 8))}px`;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - size.height - 4)}px`;
  menu.querySelector('.menu-item')?.focus({ preventScroll: true });
  open = { button, menu };
}

function closeMenu(giveFocusBack) {
  if (!open) return;
  open.menu.hidden = true;
  open.button.setAttribute('aria-expanded', 'false');
  if (giveFocusBack) open.button.focus();
  open = null;
}
