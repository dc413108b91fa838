const toasts = document.querySelector('#toasts');
const SHOWN_MS = 8000;

/** Says something at the edge of the page for a while. In a modal it is said there, since all else is inert. */
export function toast(words, kind = 'error') {
  const box = document.createElement('div');
  box.className = `toast toast-${kind}`;
  const text = document.createElement('span');
  text.textContent = words;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'tool';
  close.setAttribute('aria-label', 'Close this notice');
  close.textContent = '✕';
  close.addEventListener('click', () => box.remove());
  box.append(text, close);
  const place = document.querySelector('dialog[open] .modal-toasts') ?? toasts;
  place.append(box);
  setTimeout(() => box.remove(), SHOWN_MS);
}
