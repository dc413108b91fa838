import { ratingPrompt } from '../../capture/rating-prompt.ts';
import type { ShopLanguage } from './assistant.ts';
import { ICONS, LOGO, MOUNTAINS, PRODUCT_DRAWINGS } from './illustrations.ts';
import { SHOP_TEXTS } from './texts.ts';

export type ShopPageOptions = {
  language: ShopLanguage;
  assistant: string;
  /** Where the chat window says that an alert has gone, without `#`. */
  channel: string;
  workspacePath: string;
};

/** The whole page. Every text in it is our own; what visitors type never gets here. */
export function renderShopPage({ language, assistant, channel, workspacePath }: ShopPageOptions): string {
  const { locale, page, chat } = SHOP_TEXTS[language];
  const settings = {
    language,
    locale,
    assistant,
    workspacePath,
    texts: { ...chat, happened: chat.happened.replace('{channel}', channel) },
    prompt: ratingPrompt(locale),
  };
  const choices = Object.entries(SHOP_TEXTS).map(
    ([code, texts]) =>
      `<option value="${code}" lang="${code}"${code === language ? ' selected' : ''}>${escapeHtml(texts.languageName)}</option>`,
  );
  const products = page.products.map(
    (product, index) => `<li class="product p${index}">
      <div class="drawing">${PRODUCT_DRAWINGS[index]}</div>
      <h3>${escapeHtml(product.name)}</h3>
      <p><span>${escapeHtml(product.note)}</span> <strong>${escapeHtml(product.price)}</strong></p>
    </li>`,
  );
  const promises = page.promises.map(
    ({ title, text }) => `<li><strong>${escapeHtml(title)}</strong><span>${escapeHtml(text)}</span></li>`,
  );
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>Fernweh Outdoor</title>
<link rel="icon" href="/shop/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop/assets/shop.css">
<link rel="stylesheet" href="/shop/assets/chat.css">
<script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
<script type="module" src="/shop/assets/shop.js"></script>
</head>
<body>
<a class="skip" href="#chat">${escapeHtml(page.skip)}</a>
<header class="top">
  <a class="logo" href="/shop">${LOGO}<span>Fernweh</span></a>
  <nav aria-label="Fernweh">${page.nav.map((name) => `<a href="#favourites">${escapeHtml(name)}</a>`).join('')}</nav>
  <label class="language"><span class="unseen">${escapeHtml(page.language)}</span>
    <select id="language" autocomplete="off">${choices.join('')}</select></label>
</header>
<main>
  <section class="hero">
    ${MOUNTAINS}
    <div class="words">
      <p class="season">${escapeHtml(page.season)}</p>
      <h1>${escapeHtml(page.headline)}</h1>
      <p class="lead">${escapeHtml(page.lead)}</p>
      <p class="ways"><a class="button" href="#favourites">${escapeHtml(page.shopNow)}</a>
      <button type="button" class="button quiet" data-open-chat>${escapeHtml(page.askUs)}</button></p>
    </div>
  </section>
  <ul class="promises">${promises.join('')}</ul>
  <section class="favourites" id="favourites">
    <h2>${escapeHtml(page.favourites)}</h2>
    <ul>${products.join('')}</ul>
  </section>
</main>
<footer>${escapeHtml(page.madeUp)}</footer>
<button type="button" class="launcher" id="launcher" aria-expanded="false" aria-controls="chat">${ICONS.chat}<span>${escapeHtml(chat.open)}</span></button>
<section class="chat" id="chat" aria-label="${escapeHtml(chat.title)}" hidden>
  <header>
    <span class="face">${LOGO}</span>
    <div><h2>${escapeHtml(chat.title)}</h2><p>${escapeHtml(chat.status)}</p></div>
    <button type="button" class="end" id="end" hidden>${escapeHtml(chat.end)}</button>
    <button type="button" class="icon" id="close" aria-label="${escapeHtml(chat.close)}">${ICONS.close}</button>
  </header>
  <div class="turns" id="turns" tabindex="0" role="log" aria-live="polite" aria-label="${escapeHtml(chat.title)}"></div>
  <div class="after" id="after" hidden></div>
  <form class="composer" id="composer">
    <label class="unseen" for="question">${escapeHtml(chat.placeholder)}</label>
    <textarea id="question" rows="1" maxlength="2000" placeholder="${escapeHtml(chat.placeholder)}" autocomplete="off"></textarea>
    <button type="submit" aria-label="${escapeHtml(chat.send)}">${ICONS.send}</button>
  </form>
  <template id="thumb">${ICONS.thumb}</template>
</section>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
