import { element } from './element.js';

/** Asks how the conversation was. The verdict is captured at once, the reason when it is sent; both can be changed. */
export function showRatingPrompt(place, { prompt, texts, workspacePath }, capture, again) {
  let given = null;
  const status = element('div', { class: 'status', role: 'status' });
  const buttons = ['up', 'down'].map((value) => {
    const button = element('button', { type: 'button', class: `verdict ${value}`, 'aria-pressed': 'false' });
    button.append(document.getElementById('thumb').content.cloneNode(true), element('span', {}, prompt[value]));
    button.addEventListener('click', () => rate(value));
    return { value, button };
  });

  const box = element('textarea', { id: 'reason', rows: '2', maxlength: '2000', placeholder: prompt.placeholder });
  const reason = element(
    'form',
    { class: 'reason' },
    element('label', { for: 'reason' }, prompt.negativeReason),
    box,
    element('button', { type: 'submit' }, prompt.button),
  );
  reason.hidden = true;
  reason.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await capture.rating({ verdict: 'down', negativeReason: box.value });
      reason.hidden = true;
      say(prompt.afterSubmission, true);
      restart.focus();
    } catch {
      say(texts.failed);
    }
  });

  const restart = element('button', { type: 'button', class: 'again' }, texts.again);
  restart.addEventListener('click', () => {
    again();
    document.getElementById('question').focus();
  });

  async function rate(value) {
    const before = given;
    press(given === value ? null : value);
    try {
      await capture.rating(given === null ? null : { verdict: given });
    } catch {
      press(before);
      say(texts.failed);
      return;
    }
    reason.hidden = given !== 'down';
    if (given === null) say('');
    if (given === 'up') say(prompt.afterSubmission);
    if (given === 'down') {
      say('', true);
      box.focus();
      place.scrollTop = place.scrollHeight;
    }
  }

  function press(value) {
    given = value;
    for (const one of buttons) one.button.setAttribute('aria-pressed', String(one.value === value));
  }

  /** `happened`: a downvote, which the team now sees in its channel. */
  function say(text, happened = false) {
    status.replaceChildren();
    if (text !== '') status.append(element('p', { class: 'thanks' }, text));
    if (!happened) return;
    const link = element('a', { href: workspacePath, target: 'thumbline-workspace' }, texts.happenedLink);
    status.append(element('p', { class: 'happened' }, `${texts.happened} `, link));
  }

  const verdicts = element(
    'div',
    { class: 'verdicts', role: 'group', 'aria-labelledby': 'rating-title' },
    ...buttons.map(({ button }) => button),
  );
  place.replaceChildren(element('h3', { id: 'rating-title' }, prompt.title), verdicts, reason, status, restart);
  place.hidden = false;
  buttons[0].button.focus();
}
