// Draws a chart on a canvas, with only the parts of the library that are used; loaded when the first chart is shown.

import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export interface ChartData {
  readonly kind: 'line' | 'bar';
  readonly labels: readonly string[];
  /** Null where there is too little: a gap, not a zero. */
  readonly values: readonly (number | null)[];
  readonly isRate: boolean;
  /** Periods from which another formula was in force. */
  readonly breaks: readonly number[];
}

export interface Chart {
  show(data: ChartData): void;
  resize(): void;
  remove(): void;
}

/** Colours come from the tokens of the page, so that the chart follows its theme. */
export function drawChart(box: HTMLElement): Chart {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const chart = init(box, undefined, { renderer: 'canvas' });
  return {
    show({ kind, labels, values, isRate, breaks }) {
      const write = (value: number) => (isRate ? `${(value * 100).toFixed(2)}%` : String(value));
      chart.setOption(
        {
          animation: false,
          textStyle: { color: colour('--ink-2'), fontFamily: getComputedStyle(document.body).fontFamily },
          grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
          // Rich text is painted; the usual box would need inline styles, which the page forbids.
          tooltip: {
            trigger: 'axis',
            renderMode: 'richText',
            valueFormatter: (value: unknown) => (typeof value === 'number' ? write(value) : '—'),
          },
          xAxis: {
            type: 'category',
            data: labels.map((label, at) => (breaks.includes(at) ? `${label} *` : label)),
            axisTick: { show: false },
            axisLine: { lineStyle: { color: colour('--control-line') } },
            axisLabel: { color: colour('--ink-3'), hideOverlap: true },
          },
          yAxis: {
            type: 'value',
            min: isRate ? 0 : undefined,
            max: isRate ? 1 : undefined,
            interval: isRate ? 0.25 : undefined,
            minInterval: isRate ? undefined : 1,
            splitNumber: 4,
            axisLabel: {
              color: colour('--ink-3'),
              formatter: (value: number) => (isRate ? `${Math.round(value * 100)}%` : String(value)),
            },
            splitLine: { lineStyle: { color: colour('--line') } },
          },
          series: [
            {
              type: kind,
              data: [...values],
              color: colour('--primary'),
              symbolSize: 7,
              lineStyle: { width: 2 },
              barMaxWidth: 28,
              connectNulls: false,
            },
          ],
        },
        true,
      );
    },
    resize: () => chart.resize(),
    remove: () => chart.dispose(),
  };
}
