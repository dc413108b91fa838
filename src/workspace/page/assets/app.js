import { startComposer } from './composer.js';
import { dressControls, startControls } from './controls.js';
import { startMenus } from './menu.js';
import { showModals, startModals } from './modal.js';
import { markRead, showPlaces } from './places.js';
import { pressEnded, startPresses } from './press.js';
import { listen, loadState, post } from './server.js';
import { keepAtEnd, showItems } from './stream.js';
import { dressTables, startTables } from './table.js';
import { startTheme } from './theme.js';
import { toast } from './toast.js';

const $ = (selector) => document.querySelector(selector);
const boot = JSON.parse(document.querySelector('meta[name=boot]').content);
const EARLIER = 60;

/** Where the reader is: `place` is a channel id or "home". The address keeps place and thread, the tab keeps who. */
const looking = { user: sessionStorage.getItem('thumbline-user') ?? '', place: '', threadTs: null, limit: EARLIER };
let state = null;
let stopListening = () => {};
const main = keepAtEnd($('#scroller'), $('#new-below'));
const thread = keepAtEnd($('#thread-scroller'), null);

const person = () => looking.user;
const channelId = () => (looking.place === 'home' ? null : looking.place);
const composer = startComposer(
  $('#composer'),
  boot.commands,
  () => ({ user: person(), channelId: channelId(), threadTs: null }),
  () => main.toEnd(),
);
const threadComposer = startComposer(
  $('#thread-composer'),
  boot.commands,
  () => ({ user: person(), channelId: channelId(), threadTs: looking.threadTs }),
  () => thread.toEnd(),
);

startTheme();
startMenus();
startTables();
startControls(person);
startPresses();
startModals(person, refresh);
start();

async function start() {
  readAddress();
  state = await loadState({ user: looking.user, channel: channelId() });
  looking.user = state.me.id;
  if (!looking.place)
    looking.place = state.channels.find((channel) => channel.isMember)?.id ?? state.channels[0]?.id ?? 'home';
  fillPeople();
  connect();
  await arrive();
}

function connect() {
  stopListening();
  stopListening = listen(looking.user, refresh, (isLive) => {
    const live = $('#live');
    live.textContent = isLive ? 'Live' : 'Reconnecting…';
    live.classList.toggle('off', !isLive);
  });
}

/** One request at a time; changes meanwhile ask once more after it. */
let asking = null;
let askAgain = false;
function refresh() {
  if (asking) {
    askAgain = true;
    return asking;
  }
  asking = (async () => {
    do {
      askAgain = false;
      try {
        state = await loadState({
          user: looking.user,
          channel: channelId(),
          thread: looking.threadTs,
          limit: looking.limit,
        });
        await pressEnded();
        show();
      } catch (error) {
        if (!(error instanceof TypeError)) toast(error.message);
      }
    } while (askAgain);
    asking = null;
  })();
  return asking;
}

function show() {
  const channel = state.channels.find((each) => each.id === looking.place);
  const isHome = looking.place === 'home';
  if (channel) markRead(state.me.id, channel.id, channel.recent.at(-1));
  showPlaces(state, looking.place);
  $('#place-title').textContent = isHome
    ? state.app.name
    : channel
      ? `${channel.isDirect ? '' : '# '}${channel.name}`
      : 'Not here';
  $('#place-note').textContent = isHome
    ? 'Home'
    : channel && !state.app.inChannel
      ? `${state.app.name} is not in this channel`
      : '';
  composer.form.hidden = isHome || !channel;
  composer.name(`Message ${channel ? `#${channel.name}` : ''}`);
  const before = $('#stream').lastElementChild?.dataset.key;
  const items = isHome ? homeItems() : channelItems();
  showItems($('#stream'), items);
  if (isHome) $('#scroller').classList.add('is-home');
  else {
    $('#scroller').classList.remove('is-home');
    main.settle(before !== undefined && items.at(-1)?.key !== before);
  }
  showThread(channel);
  showModals(state.modals);
  dressControls(document);
  dressTables(document);
}

function homeItems() {
  if (state.home) return [{ ...state.home, key: 'home' }];
  return [note('home empty', `${state.app.name} has not published its Home tab for you yet.`)];
}

function channelItems() {
  if (state.hasEarlier) {
    return [
      {
        key: 'earlier',
        ts: '',
        markup:
          '<div class="earlier"><button type="button" class="btn btn-small" data-earlier>Show earlier messages</button></div>',
      },
      ...state.stream,
    ];
  }
  if (state.stream.length === 0)
    return [note('empty', 'Nothing was said here yet. Say something, or type / for the commands.')];
  return state.stream;
}

function note(key, words) {
  const box = document.createElement('p');
  box.className = 'empty-note';
  box.textContent = words;
  return { key, ts: '', markup: box.outerHTML };
}

function showThread(channel) {
  const aside = $('#thread');
  const isOpen = looking.threadTs !== null && state.thread !== null && state.thread.length > 0;
  const opened = isOpen && aside.hidden;
  aside.hidden = !isOpen;
  document.body.classList.toggle('with-thread', isOpen);
  if (!isOpen) return;
  $('#thread-note').textContent = channel ? `# ${channel.name}` : '';
  threadComposer.name('Reply…');
  showItems($('#thread-stream'), state.thread);
  if (opened) thread.toEnd();
  else thread.settle(false);
}

/** Going somewhere else. */
async function arrive() {
  looking.limit = EARLIER;
  $('#stream').replaceChildren();
  if (looking.place === 'home') {
    post('home', { user: looking.user }).then((answer) => answer.ok || toast(answer.reason));
  }
  closeDrawer();
  await refresh();
  if (looking.place === 'home') $('#scroller').scrollTop = 0;
  else main.toEnd();
}

function readAddress() {
  const linked = new URLSearchParams(location.search).get('channel') ?? '';
  const [place, ts] = (decodeURIComponent(location.hash.slice(1)) || linked).split('/');
  if (place) looking.place = place;
  looking.threadTs = ts ?? null;
}

function fillPeople() {
  const select = $('#person');
  select.replaceChildren(...state.people.map(({ id, name }) => new Option(name, id, false, id === looking.user)));
  select.onchange = async () => {
    looking.user = select.value;
    sessionStorage.setItem('thumbline-user', looking.user);
    connect();
    await arrive();
  };
}

function closeDrawer() {
  document.body.classList.remove('with-drawer');
  $('#scrim').hidden = true;
  $('#drawer-button').setAttribute('aria-expanded', 'false');
}

const openThread = (ts) => {
  location.hash = ts ? `${looking.place}/${ts}` : looking.place;
};

addEventListener('hashchange', async () => {
  const before = looking.place;
  readAddress();
  if (looking.place !== before) await arrive();
  else await refresh();
  if (looking.threadTs) $('#thread-composer-text')?.focus({ preventScroll: true });
});

$('#drawer-button').addEventListener('click', () => {
  const isOpen = document.body.classList.toggle('with-drawer');
  $('#scrim').hidden = !isOpen;
  $('#drawer-button').setAttribute('aria-expanded', String(isOpen));
  if (isOpen) $('#sidebar a')?.focus();
});
$('#scrim').addEventListener('click', closeDrawer);
$('#thread-close').addEventListener('click', () => openThread(null));

document.addEventListener('click', async (event) => {
  if (event.target.closest('a.place')) closeDrawer();
  const reply = event.target.closest('[data-open-thread]');
  if (reply) openThread(reply.dataset.openThread);
  const dismissed = event.target.closest('[data-dismiss]');
  if (dismissed) {
    await post('dismiss', { user: person(), ephemeralId: dismissed.dataset.dismiss });
    await refresh();
  }
  if (event.target.closest('[data-earlier]')) await showEarlier();
  const hint = event.target.closest('[data-type]');
  if (hint) {
    if (looking.place === 'home') location.hash = state.channels.find((channel) => channel.isMember)?.id ?? '';
    closeDrawer();
    composer.set(hint.dataset.type);
  }
  const picture = event.target.closest('[data-image]');
  if (picture) showPicture(picture.querySelector('img'));
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
  if (document.body.classList.contains('with-drawer')) {
    closeDrawer();
    $('#drawer-button').focus();
  } else if (looking.threadTs && !event.defaultPrevented) openThread(null);
});

async function showEarlier() {
  const scroller = $('#scroller');
  const fromEnd = scroller.scrollHeight - scroller.scrollTop;
  looking.limit += EARLIER;
  await refresh();
  scroller.scrollTop = scroller.scrollHeight - fromEnd;
}

function showPicture(image) {
  const dialog = $('#image-dialog');
  const large = image.cloneNode();
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'tool';
  close.textContent = '✕';
  close.setAttribute('aria-label', 'Close');
  dialog.replaceChildren(close, large);
  dialog.onclick = () => dialog.close();
  dialog.showModal();
}

// Times such as "5 minutes ago" grow old by themselves.
setInterval(() => document.hidden || refresh(), 30_000);
