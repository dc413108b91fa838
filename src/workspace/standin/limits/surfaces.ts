import { z } from 'zod';
import { dataVisualization } from './chart.ts';
import { card, carousel, container, contextActions, plan, taskCard } from './grouping-blocks.ts';
import { richText } from './rich-text.ts';
import { dataTable, table } from './tables.ts';
import { actions, alert, context, divider, header, image, input, markdown, section, video } from './text-blocks.ts';

const everywhere = [actions, context, divider, header, image, input, richText, section, video] as const;

export const messageBlock = z.discriminatedUnion('type', [
  ...everywhere,
  card,
  carousel,
  container,
  contextActions,
  dataTable,
  dataVisualization,
  markdown,
  plan,
  table,
  taskCard,
]);

export const modalBlock = z.discriminatedUnion('type', [...everywhere, alert]);

/** The documentation lists data_table here too; others saw that it does not show. */
export const homeBlock = z.discriminatedUnion('type', [...everywhere, card, carousel, container, dataVisualization]);
