import type { RichTextBlock } from '@slack/types';
import type { Block } from '../../standin/workspace.ts';
import { renderAlert, renderCard, renderCarousel, renderContainer } from './card.ts';
import { renderChart } from './chart.ts';
import type { RenderContext } from './context.ts';
import { renderElement } from './element.ts';
import { type Html, html } from './html.ts';
import { renderImageBlock, renderVideo } from './image.ts';
import { renderInput } from './input.ts';
import { renderMarkdown } from './markdown.ts';
import { renderRichText } from './rich-text.ts';
import { renderActions, renderContext, renderHeader, renderSection } from './section.ts';
import { renderDataTable, renderTable } from './table.ts';
import { renderPlan, renderTaskCard } from './task.ts';

type Draw = (block: Block, context: RenderContext) => Html;

const DRAWN_BY: Record<string, Draw> = {
  section: renderSection,
  header: renderHeader,
  context: renderContext,
  actions: renderActions,
  context_actions: renderActions,
  divider: () => html`<hr class="b-divider">`,
  image: renderImageBlock,
  video: renderVideo,
  input: renderInput,
  rich_text: (block, context) => renderRichText(block as unknown as RichTextBlock, context),
  markdown: (block) => renderMarkdown(String(block.text ?? '')),
  table: renderTable,
  data_table: renderDataTable,
  data_visualization: renderChart,
  alert: renderAlert,
  card: (block, context) => renderCard(block, context, renderElement),
  carousel: (block, context) => renderCarousel(block, context, renderElement),
  container: (block, context) => renderContainer(block, context, renderBlocks),
  task_card: renderTaskCard,
  plan: renderPlan,
};

/** Blocks as HTML, one after the other. A block that cannot be drawn says so; none vanishes. */
export function renderBlocks(blocks: readonly Block[], context: RenderContext): Html {
  return html`${blocks.map((block) => html`<div class="block block-${cssName(block.type)}">${renderBlock(block, context)}</div>`)}`;
}

function renderBlock(block: Block, context: RenderContext): Html {
  const draw = Object.hasOwn(DRAWN_BY, block.type) ? DRAWN_BY[block.type] : undefined;
  if (!draw) return cannotDraw(`This stand-in cannot draw block type “${block.type}”.`);
  try {
    return draw(block, context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return cannotDraw(`This stand-in cannot draw this “${block.type}” block: ${reason}`);
  }
}

const cannotDraw = (words: string) => html`<p class="cannot-draw" role="note">${words}</p>`;
const cssName = (type: string) => String(type).replace(/[^a-z_]/g, '');
