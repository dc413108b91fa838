import { type Html, html } from './html.ts';

/** The names of series or segments beside their colours. */
export function legend(names: string[]): Html {
  return html`<ul class="chart-legend">${names.map((name, index) => html`<li><span class="swatch series-${index % 6}" aria-hidden="true"></span>${name}</li>`)}</ul>`;
}
