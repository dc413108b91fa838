import { legend } from './chart-legend.ts';
import { type Html, html } from './html.ts';

/** A ring of segments with its legend. Segments without a positive value are left out of the ring. */
export function renderPie(segments: { label: string; value: number }[], title: string): Html {
  const total = segments.reduce((sum, segment) => sum + Math.max(segment.value, 0), 0);
  if (!(total > 0)) return html`<p class="quiet">No values.</p>`;
  let turn = 0;
  const arcs = segments.map((segment, index) => {
    const share = Math.max(segment.value, 0) / total;
    const arc = html`<circle class="series-${index % 6} slice" r="38" cx="60" cy="60" pathLength="100" stroke-dasharray="${(share * 100).toFixed(3)} 100" transform="rotate(${(turn * 360).toFixed(2)} 60 60)"><title>${segment.label}: ${segment.value} (${Math.round(share * 100)} %)</title></circle>`;
    turn += share;
    return arc;
  });
  const words = segments.map((segment) => `${segment.label}: ${segment.value}`);
  return html`<div class="pie"><svg viewBox="0 0 120 120" role="img" aria-label="${title}. ${words.join(', ')}"><g transform="rotate(-90 60 60)">${arcs}</g></svg>${legend(words)}</div>`;
}
