const channels = document.querySelector('#channels');
const apps = document.querySelector('#apps');
const KEY = 'thumbline-read';
/** In a channel never opened, only what is newer than this counts as unread. */
const FIRST_VISIT_SECONDS = 86_400;
const SVG = 'http://www.w3.org/2000/svg';
const SIGNS = {
  channel: 'M8 3 6 17M14 3l-2 14M3.5 7.5h14M2.5 12.5h14',
  private: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  direct: 'M3 4h14v10H9l-4 3v-3H3z',
  home: 'm3 10 7-6 7 6M5 9v8h10V9',
};

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
  const firstVisit = Date.now() / 1000 - FIRST_VISIT_SECONDS;
  const items = state.channels.map((channel) => {
    const read = Number(marks[`${state.me.id} ${channel.id}`] ?? firstVisit);
    const unread = channel.id === place ? 0 : channel.recent.filter((ts) => Number(ts) > read).length;
    const sign = channel.isDirect ? 'direct' : channel.isPrivate ? 'private' : 'channel';
    return {
      id: channel.id,
      sign,
      name: channel.name,
      unread,
      isCurrent: channel.id === place,
      isDirect: channel.isDirect,
    };
  });
  const home = { id: 'home', sign: 'home', name: `${state.app.name} — Home`, unread: 0, isCurrent: place === 'home' };
  show(
    channels,
    items.filter((item) => !item.isDirect),
  );
  show(apps, [home, ...items.filter((item) => item.isDirect)]);
}

function show(list, items) {
  const fresh = document.createElement('ul');
  fresh.append(...items.map(line));
  if (fresh.innerHTML === list.innerHTML) return;
  const focused = document.activeElement?.closest?.('.place')?.getAttribute('href');
  list.replaceChildren(...fresh.children);
  if (focused) list.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
}

function line({ id, sign, name, unread, isCurrent }) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.className = `place${unread > 0 ? ' unread' : ''}`;
  link.href = `#${id}`;
  if (isCurrent) link.setAttribute('aria-current', 'page');
  link.append(picture(sign), span('place-name', name));
  if (unread > 0) {
    const count = span('count', unread > 49 ? '50+' : String(unread));
    count.setAttribute('aria-label', `${unread} unread`);
    link.append(count);
  }
  item.append(link);
  return item;
}

function span(name, words) {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = words;
  element.dir = 'auto';
  return element;
}

function picture(sign) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'place-sign');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', SIGNS[sign]);
  svg.append(path);
  return svg;
}
