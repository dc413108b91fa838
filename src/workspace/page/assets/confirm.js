const dialog = document.querySelector('#confirm-dialog');

/** Asks what the element's `confirm` says; true when there is none or the answer is yes. */
export function confirmed(control) {
  const template = control.querySelector('template.confirm');
  if (!template) return Promise.resolve(true);
  const content = template.content.cloneNode(true);
  const [title, text] = [content.querySelector('h2'), content.querySelector('.text')];
  const [no, yes] = [content.querySelector('[data-answer=no]'), content.querySelector('[data-answer=yes]')];
  title.id = 'confirm-title';
  no.className = 'btn';
  yes.className = `btn btn-${template.dataset.style}`;
  for (const button of [no, yes]) button.type = 'button';
  const foot = document.createElement('div');
  foot.className = 'modal-foot';
  foot.append(no, yes);
  dialog.replaceChildren(title, text, foot);
  dialog.setAttribute('aria-labelledby', 'confirm-title');
  dialog.returnValue = '';
  dialog.showModal();
  yes.focus();
  return new Promise((resolve) => {
    no.addEventListener('click', () => dialog.close('no'));
    yes.addEventListener('click', () => dialog.close('yes'));
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
