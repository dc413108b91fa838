import { z } from 'zod';
import { id, written } from './text.ts';

const label = written(20);
const isUnique = (names: string[]) => new Set(names).size === names.length;

const axes = z.strictObject({
  categories: z.array(label).min(1).max(20).refine(isUnique, 'must be unique'),
  x_label: written(50).optional(),
  y_label: written(50).optional(),
});

const series = z.strictObject({
  name: label,
  data: z
    .array(z.strictObject({ label, value: z.number() }))
    .min(1)
    .max(20),
});

/** Six series by the page of June 2026; a later copy says twelve. The smaller one holds. */
const plotted = <Name extends string>(type: Name) =>
  z
    .strictObject({ type: z.literal(type), series: z.array(series).min(1).max(6), axis_config: axes })
    .superRefine((chart, context) => {
      const categories = JSON.stringify([...chart.axis_config.categories].sort());
      if (!isUnique(chart.series.map((one) => one.name))) {
        context.addIssue({ code: 'custom', path: ['series'], message: 'series names must be unique' });
      }
      chart.series.forEach((one, index) => {
        if (JSON.stringify(one.data.map((point) => point.label).sort()) === categories) return;
        const message = 'must have exactly one point for each category';
        context.addIssue({ code: 'custom', path: ['series', index, 'data'], message });
      });
    });

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: id.optional(),
  title: written(50),
  chart: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('pie'),
      segments: z
        .array(z.strictObject({ label, value: z.number().positive() }))
        .min(1)
        .max(6),
    }),
    plotted('line'),
    plotted('bar'),
    plotted('area'),
  ]),
});
