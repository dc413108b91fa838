import { post } from './server.js';
import { toast } from './toast.js';

const MAX_HEIGHT_PX = 180;

/**
 * A composer in `form`: Enter sends, Shift and Enter breaks the line, and `/` offers the app's commands.
 * `where()` is `{user, channelId, threadTs, name}`; commands work outside threads only, as in Slack. `onSent()` is called after
 * what was written has gone.
 */
export function startComposer(form, commands, where, onSent) {
  const id = form.id;
  form.innerHTML = `<div class="suggestions" id="${id}-list" role="listbox" aria-label="Commands" hidden></div>
<div class="composer-box"><textarea id="${id}-text" rows="1" dir="auto" aria-label="Message" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="${id}-list"></textarea>
<div class="composer-foot"><button type="button" class="tool slash" title="Commands" aria-label="Show the commands">/</button><span class="composer-hint quiet"></span>
<button type="submit" class="send" aria-label="Send" disabled><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 3.5 17.5 10 3 16.5l2-6.5z"/></svg></button></div></div>`;
  const text = form.querySelector('textarea');
  const list = form.querySelector('.suggestions');
  const send = form.querySelector('.send');
  let chosen = 0;
  let offered = [];

  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, MAX_HEIGHT_PX)}px`;
    send.disabled = text.value.trim() === '';
  };
  const offer = () => {
    const typed = text.value.match(/^\/\S*$/)?.[0];
    const inThread = where().threadTs !== null;
    offered = typed && !inThread ? commands.filter((each) => each.command.startsWith(typed)) : [];
    chosen = Math.min(chosen, Math.max(offered.length - 1, 0));
    list.hidden = offered.length === 0;
    text.setAttribute('aria-expanded', String(offered.length > 0));
    list.replaceChildren(...offered.map((each, index) => suggestion(each, index === chosen, `${id}-option-${index}`)));
    if (offered.length > 0) text.setAttribute('aria-activedescendant', `${id}-option-${chosen}`);
    else text.removeAttribute('aria-activedescendant');
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
    const exact = commands.find((each) => text.value.startsWith(`${each.command} `) || text.value === each.command);
    form.querySelector('.composer-hint').textContent = exact?.usage ? `${exact.command} ${exact.usage}` : '';
  };
  const take = (command) => {
    set(`${command} `);
    text.focus();
  };
  const set = (words) => {
    text.value = words;
    grow();
    offer();
  };

  text.addEventListener('input', () => {
    chosen = 0;
    grow();
    offer();
  });
  text.addEventListener('blur', () => setTimeout(() => (list.hidden = true), 150));
  text.addEventListener('focus', offer);
  text.addEventListener('keydown', (event) => {
    const open = !list.hidden && offered.length > 0;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length;
      offer();
    } else if (open && event.key === 'Escape') {
      event.preventDefault();
      list.hidden = true;
    } else if (open && (event.key === 'Tab' || event.key === 'Enter') && offered[chosen].command !== text.value) {
      event.preventDefault();
      take(offered[chosen].command);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const option = event.target.closest('[role=option]');
    if (option) take(option.dataset.command);
  });
  form.querySelector('.slash').addEventListener('click', () => {
    set('/');
    text.focus();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words === '' || send.classList.contains('busy')) return;
    send.classList.add('busy');
    const sent = await deliver(words, commands, where());
    send.classList.remove('busy');
    if (sent && text.value.trim() === words) set('');
    if (sent) onSent();
    text.focus();
  });
  return {
    set: take,
    name: (words) => {
      text.placeholder = words;
    },
    form,
  };
}

/** Posts a message or runs a command; false when it should stay in the composer. */
async function deliver(words, commands, { user, channelId, threadTs }) {
  const slash = words.match(/^(\/\S+)(?:\s+([\s\S]*))?$/);
  if (slash && threadTs !== null) return failed('Slash commands do not work in threads: write it in the channel.');
  if (slash && commands.length > 0 && !commands.some((each) => each.command === slash[1])) {
    return failed(
      `${slash[1]} is not a command here. The commands are: ${commands.map((each) => each.command).join(', ')}.`,
    );
  }
  const answer = slash
    ? await post('command', { user, channelId, command: slash[1], text: slash[2] ?? '' })
    : await post('say', { user, channelId, text: escapeForSlack(words), threadTs });
  return answer.ok || failed(answer.reason);
}

function failed(reason) {
  toast(reason);
  return false;
}

/** Typed text reaches apps with these three characters as entities. */
const escapeForSlack = (words) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function suggestion({ command, usage, description }, isChosen, id) {
  const option = document.createElement('div');
  option.className = 'suggestion';
  option.id = id;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', String(isChosen));
  option.dataset.command = command;
  for (const [name, words] of [
    ['command', command],
    ['usage', usage ?? ''],
    ['description', description],
  ]) {
    const part = document.createElement('span');
    part.className = `suggestion-${name}`;
    part.textContent = words;
    option.append(part);
  }
  return option;
}
