const channels = document.querySelector('#channels');
const apps = document.querySelector('#apps');
const KEY = 'thumbline-read';

/** The `ts` up to which each person has read each channel; kept in this browser. */
function readMarks() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

export function markRead(userId, channelId, ts) {
  const marks = readMarks();
  const key = `${userId} ${channelId}`;
  if (ts && Number(ts) > Number(marks[key] ?? 0)) localStorage.setItem(KEY, JSON.stringify({ ...marks, [key]: ts }));
}

/** The sidebar: channels with how much is unread in them, and the app. */
export function showPlaces(state, place) {
  const marks = readMarks();
  const items = state.channels.map((channel) => {
    const read = Number(marks[`${state.me.id} ${channel.id}`] ?? 0);
    const unread = channel.id === place ? 0 : channel.recent.filter((ts) => Number(ts) > read).length;
    const sign = channel.isDirect ? '●' : channel.isPrivate ? '🔒' : '#';
    return { id: channel.id, sign, name: channel.name, unread, isCurrent: channel.id === place };
  });
  show(channels, items);
  show(apps, [{ id: 'home', sign: '⌂', name: state.app.name, unread: 0, isCurrent: place === 'home' }]);
}

function show(list, items) {
  const markup = items.map((item) => line(item));
  const fresh = document.createElement('ul');
  fresh.append(...markup);
  if (fresh.innerHTML === list.innerHTML) return;
  const focused = document.activeElement?.closest?.('.place')?.getAttribute('href');
  list.replaceChildren(...markup);
  if (focused) list.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
}

function line({ id, sign, name, unread, isCurrent }) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.className = `place${unread > 0 ? ' unread' : ''}`;
  link.href = `#${id}`;
  if (isCurrent) link.setAttribute('aria-current', 'page');
  link.append(span('place-sign', sign, true), span('place-name', name));
  if (unread > 0) {
    const count = span('count', unread > 49 ? '50+' : String(unread));
    count.setAttribute('aria-label', `${unread} unread`);
    link.append(count);
  }
  item.append(link);
  return item;
}

function span(name, words, isHidden = false) {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = words;
  if (isHidden) element.ariaHidden = 'true';
  else element.dir = 'auto';
  return element;
}
