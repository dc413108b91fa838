import { startCapture } from './capture.js';
import { element } from './element.js';
import { showRatingPrompt } from './rating.js';

const turns = document.getElementById('turns');
const after = document.getElementById('after');
const composer = document.getElementById('composer');
const question = document.getElementById('question');
const end = document.getElementById('end');

/** Runs the conversation in the panel. Nothing is captured before the visitor's first message. */
export function startChat(settings) {
  const { texts, language } = settings;
  let capture = null;
  let count = 0;
  let asked = 0;
  let waiting = false;
  let topics = [];

  function begin() {
    capture = null;
    count = 0;
    asked = 0;
    topics = [];
    turns.replaceChildren();
    after.replaceChildren();
    after.hidden = true;
    composer.hidden = false;
    end.hidden = true;
    addTurn('assistant', texts.greeting);
    const picks = texts.suggestions.map((text) => {
      const pick = element('button', { type: 'button' }, text);
      pick.addEventListener('click', () => ask(text));
      return pick;
    });
    turns.append(element('div', { class: 'suggestions' }, ...picks));
  }

  function addTurn(role, body, id = null) {
    const bubble = element('p', { class: 'bubble' }, ...withLinks(body));
    const turn = element('div', { class: `turn ${role}` }, bubble);
    if (role === 'shopper') bubble.prepend(element('span', { class: 'unseen' }, `${texts.you}: `));
    if (id !== null && role === 'assistant') turn.append(thumbsUnder(id));
    turns.append(turn);
    turns.scrollTop = turns.scrollHeight;
    return turn;
  }

  function thumbsUnder(id) {
    let given = null;
    const buttons = ['up', 'down'].map((value) => {
      const button = element('button', {
        type: 'button',
        class: `thumb ${value}`,
        'aria-pressed': 'false',
        'aria-label': texts[value],
        title: texts[value],
      });
      button.append(document.getElementById('thumb').content.cloneNode(true));
      button.addEventListener('click', () => {
        const before = given;
        show(given === value ? null : value);
        capture.thumb(id, given).catch(() => {
          show(before);
          fail();
        });
      });
      return { value, button };
    });
    function show(value) {
      given = value;
      for (const one of buttons) one.button.setAttribute('aria-pressed', String(one.value === value));
    }
    return element('div', { class: 'thumbs', role: 'group' }, ...buttons.map(({ button }) => button));
  }

  function fail() {
    turns.append(element('p', { class: 'failed', role: 'alert' }, texts.failed));
    turns.scrollTop = turns.scrollHeight;
  }

  async function ask(text) {
    const body = text.trim();
    if (body === '' || waiting) return;
    waiting = true;
    turns.querySelector('.suggestions')?.remove();
    end.hidden = false;
    const writes = [];
    if (capture === null) {
      capture = startCapture(settings);
      writes.push(capture.conversation(topics), capture.message(`m-${++count}`, 'assistant', texts.greeting));
    }
    writes.push(capture.message(`m-${++count}`, 'shopper', body));
    addTurn('shopper', body);
    const typing = element(
      'div',
      { class: 'turn assistant typing', role: 'status' },
      element('span', { class: 'unseen' }, texts.typing),
      element('i'),
      element('i'),
      element('i'),
    );
    turns.append(typing);
    turns.scrollTop = turns.scrollHeight;
    try {
      const [answer] = await Promise.all([fetchAnswer(body), pause(650), ...writes]);
      typing.remove();
      const id = `m-${++count}`;
      addTurn('assistant', answer.body, id);
      const stored = [capture.message(id, 'assistant', answer.body)];
      if (answer.topic !== null && !topics.includes(answer.topic)) {
        topics = [...topics, answer.topic];
        stored.push(capture.conversation(topics));
      }
      await Promise.all(stored);
    } catch {
      typing.remove();
      fail();
    } finally {
      waiting = false;
    }
  }

  async function fetchAnswer(text) {
    const response = await fetch('/shop/answer', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ language, text, turn: asked++ }),
    });
    if (!response.ok) throw new Error(`the assistant answered ${response.status}`);
    return response.json();
  }

  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    if (waiting) return;
    const text = question.value;
    question.value = '';
    question.style.height = '';
    ask(text);
  });
  question.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  question.addEventListener('input', () => {
    question.style.height = '';
    question.style.height = `${Math.min(question.scrollHeight, 120)}px`;
  });
  end.addEventListener('click', () => {
    end.hidden = true;
    composer.hidden = true;
    capture.end().catch(fail);
    turns.append(element('p', { class: 'ended' }, texts.ended));
    showRatingPrompt(after, settings, capture, begin);
    turns.scrollTop = turns.scrollHeight;
  });

  // The newest words stay in sight when the rating prompt takes its place below them.
  new ResizeObserver(() => {
    turns.scrollTop = turns.scrollHeight;
  }).observe(turns);

  begin();
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Addresses in an answer are shown as links, and lead nowhere: the shop is made up. */
function withLinks(text) {
  return text
    .split(/(https:\/\/[\w./-]+\w)/)
    .map((part, index) => (index % 2 === 0 ? part : element('span', { class: 'link' }, part)));
}
