import { startChat } from './chat.js';

const settings = JSON.parse(document.getElementById('settings').textContent);
const launcher = document.getElementById('launcher');
const panel = document.getElementById('chat');
const question = document.getElementById('question');

function openChat({ focus = true } = {}) {
  panel.hidden = false;
  launcher.setAttribute('aria-expanded', 'true');
  document.body.classList.add('chatting');
  if (focus) question.focus();
}

function closeChat() {
  panel.hidden = true;
  launcher.setAttribute('aria-expanded', 'false');
  document.body.classList.remove('chatting');
  launcher.focus();
}

launcher.addEventListener('click', () => openChat());
document.getElementById('close').addEventListener('click', closeChat);
for (const opener of document.querySelectorAll('[data-open-chat]')) opener.addEventListener('click', () => openChat());
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  openChat();
});
panel.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeChat();
});
document.getElementById('language').addEventListener('change', ({ target }) => {
  location.search = `?lang=${encodeURIComponent(target.value)}`;
});

startChat(settings);
if (matchMedia('(min-width: 900px)').matches) openChat({ focus: false });
