/** Drawings of the shop page. Their colours are classes (`f-…` fills, `s-…` strokes) that shop.css sets for light and dark. */

export const MOUNTAINS = `<svg class="mountains" viewBox="0 0 1600 640" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
<circle class="f-sun" cx="922" cy="122" r="58"/>
<g class="f-star"><circle cx="290" cy="40" r="1.6"/><circle cx="610" cy="96" r="1.6"/><circle cx="715" cy="44" r="1.4"/><circle cx="790" cy="128" r="1.8"/><circle cx="1010" cy="56" r="1.5"/><circle cx="1120" cy="110" r="2"/><circle cx="1290" cy="70" r="2"/><circle cx="1500" cy="150" r="1.6"/></g>
<g class="f-cloud"><path d="M884 232h176a19 19 0 0 0 0-38h-10a34 34 0 0 0-65-12 26 26 0 0 0-45 12h-56a19 19 0 0 0 0 38z"/><path d="M1250 170h150a17 17 0 0 0 0-34h-10a30 30 0 0 0-57-9 23 23 0 0 0-39 9h-44a17 17 0 0 0 0 34z"/></g>
<path class="f-ridge4" d="M0 500 130 452l96 34 136-44 110 40 118-66 66 26 128-128 118 108 66-52 148-112 160 146 92-62 126 112 98-56 108 62v200H0z"/>
<path class="f-snow" d="m784 314 80 73-32 6-26-26-20 22-24-16-30 16 14-37zM1116 258l112 102-42 6-32-30-24 22-30-24-42 22 10-65z"/>
<path class="f-ridge3" d="M0 536 190 470l120 42 170-58 150 56 118-66 190 82 168-108 160 100 150-78 184 100v122H0z"/>
<path class="f-ridge2" d="M0 576c140-52 300-58 452-26s292 14 430-22 300-40 430-6 206 36 288 18v110H0z"/>
<g class="f-tree"><path d="m196 572 22-62 22 62h-14v20h-16v-20zM246 580l17-48 17 48h-11v16h-12v-16zM936 556l24-66 24 66h-15v24h-18v-24zM986 566l17-48 17 48h-11v18h-12v-18zM664 574l15-42 15 42h-9v14h-12v-14zM1440 548l24-66 24 66h-15v22h-18v-22zM1388 560l16-44 16 44h-10v15h-12v-15z"/></g>
<path class="f-ridge1" d="M0 604c220-44 420-40 640-10s420 26 620-6 260-20 340-4v56H0z"/>
<g transform="translate(752 532)"><path class="f-tent" d="M0 70 62 0l62 70z"/><path class="f-tentdoor" d="m62 0 22 70H44z"/><path class="s-line" d="M62 0v-10M0 70l-18 8M124 70l18 8"/></g>
</svg>`;

const JACKET = `<path class="f-a" d="M74 52c10 10 42 10 52 0l26 16 22 74-24 8-10-30v92H60v-92l-10 30-24-8 22-74z"/><path class="f-b" d="M74 52c2-16 12-24 26-24s24 8 26 24c-10 12-42 12-52 0z"/><path class="f-c" d="M84 54c2-10 8-15 16-15s14 5 16 15c-8 6-24 6-32 0z"/><path class="s-b" d="M100 62v150"/><path class="f-b" d="M66 156h24v8H66zM110 156h24v8h-24z"/><path class="f-d" d="M118 96h14v14h-14z"/>`;
const TENT = `<path class="f-b" d="m18 186 66-112 36 112z"/><path class="f-a" d="m84 74 98 112h-62z"/><path class="f-c" d="m84 74-18 112H50z"/><path class="f-d" d="m84 74 14 112H66z"/><path class="s-b" d="m84 74-6-16M84 74l8-16M18 186 6 194M182 186l12 8"/><path class="f-e" d="M4 194c50-8 144-8 192 0v8H4z"/>`;
const BOOTS = `<path class="f-a" d="M62 56h52v66c10 10 34 14 46 24 8 7 8 18 6 26H58c-6-36 2-76 4-116z"/><path class="f-b" d="M56 172h112v10c0 6-4 10-10 10H66c-6 0-10-4-10-10z"/><path class="f-c" d="M62 56h52v14H61z"/><path class="s-c" d="M94 92h22M93 106h24M96 120h26M104 133h26"/><path class="f-d" d="M60 122h26v50H58c-1-16 0-34 2-50z"/><path class="s-b" d="M70 192v6M88 192v6M106 192v6M124 192v6M142 192v6"/>`;
const BACKPACK = `<path class="s-b wide" d="M80 44c0-22 40-22 40 0"/><path class="f-a" d="M62 74c0-20 14-32 38-32s38 12 38 32v112c0 10-6 16-16 16H78c-10 0-16-6-16-16z"/><path class="f-b" d="M58 66c0-16 18-26 42-26s42 10 42 26v20c-26 10-58 10-84 0z"/><path class="f-c" d="M74 132h52v44c0 6-4 10-10 10H84c-6 0-10-4-10-10z"/><path class="s-b" d="M82 86v46M118 86v46"/><path class="f-d" d="M52 118h12v52c-8 0-12-6-12-14zM148 118h-12v52c8 0 12-6 12-14z"/><path class="f-d" d="M94 62h12v12H94z"/>`;

/** In the order of the products in texts.ts. */
export const PRODUCT_DRAWINGS = [JACKET, TENT, BOOTS, BACKPACK].map(
  (shapes) => `<svg viewBox="0 0 200 230" aria-hidden="true" focusable="false">${shapes}</svg>`,
);

export const LOGO = `<svg viewBox="0 0 40 40" aria-hidden="true" focusable="false"><circle class="f-b" cx="20" cy="20" r="19"/><path class="f-paper" d="m6 28 9-14 5 7 4-5 10 12a19 19 0 0 1-28 0z"/><circle class="f-sun" cx="27" cy="12" r="3.5"/></svg>`;

export const ICONS = {
  chat: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-5 4.5V16A2.5 2.5 0 0 1 4 13.5z"/></svg>',
  close: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg>',
  send: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 19V5M6 11l6-6 6 6"/></svg>',
  thumb:
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 10.5v9H4.5A1.5 1.5 0 0 1 3 18v-6a1.5 1.5 0 0 1 1.5-1.5zM7 10.5 11 3c1.5 0 2.6 1.2 2.4 2.7L13 9h5.3a2 2 0 0 1 2 2.4l-1.3 6.5a2 2 0 0 1-2 1.6H7"/></svg>',
};
