import QuickChart from 'quickchart-js';
import { CHART_SIZE, configurationOf } from './configuration.ts';
import type { DailyChart } from './daily-chart.ts';

/** The package types its module for Node as if it were CommonJS. */
const Service = QuickChart as unknown as typeof QuickChart.default;

/** Longer addresses Slack refuses. */
const MAX_URL = 3_000;

/**
 * The address of the chart at a QuickChart server, hosted or one's own. Whoever serves it sees the numbers.
 * @param serverUrl for example https://quickchart.io, or https://tools.example/quickchart for one below a path
 * @returns null when the address would be longer than Slack takes
 */
export function quickChartUrl(chart: DailyChart, serverUrl: string): string | null {
  const { protocol, host, pathname } = new URL(serverUrl);
  const url = new Service()
    .setScheme(protocol.replace(':', ''))
    .setHost(`${host}${pathname.replace(/\/+$/, '')}`)
    .setVersion('4')
    .setWidth(CHART_SIZE.width)
    .setHeight(CHART_SIZE.height)
    .setDevicePixelRatio(2)
    .setBackgroundColor('white')
    .setConfig(JSON.stringify(configurationOf(chart)))
    .getUrl();
  return url.length <= MAX_URL ? url : null;
}
