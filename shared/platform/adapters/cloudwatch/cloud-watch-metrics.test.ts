import type { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { expect, it } from 'vitest';
import { CloudWatchMetrics } from './cloud-watch-metrics.ts';

const AT = new Date('2026-06-10T10:00:00Z');

/** What GetMetricData answers, page by page: a metric without data points has empty lists. */
function cloudWatch(pages: readonly Readonly<Record<string, number>>[]) {
  const asked: (string | undefined)[] = [];
  const send = async (command: GetMetricDataCommand) => {
    const { NextToken, MetricDataQueries = [] } = command.input;
    asked.push(NextToken);
    const n = Number(NextToken ?? 0);
    return {
      MetricDataResults: MetricDataQueries.map(({ Id = '' }) => {
        const value = pages[n]?.[Id];
        return {
          Id,
          Timestamps: value === undefined ? [] : [AT],
          Values: value === undefined ? [] : [value],
        };
      }),
      ...(n + 1 < pages.length ? { NextToken: String(n + 1) } : {}),
    };
  };
  return { asked, client: { send } as never };
}

it('has the hours in which a function was called or turned calls away, over all pages', async () => {
  const { client, asked } = cloudWatch([
    { calls_0: 6, p95Ms_0: 40 },
    { errors_0: 1, throttles_1: 3 },
  ]);
  const metrics = new CloudWatchMetrics(client, {
    prefix: 'rex-',
    functions: ['http-leads', 'http-tasks', 'http-idle'],
  });
  const found = await metrics.periods({
    functions: metrics.functions,
    from: new Date(AT.getTime() - 3_600_000),
    to: new Date(AT.getTime() + 3_600_000),
    periodSeconds: 3_600,
  });
  expect(asked).toEqual([undefined, '1']);
  expect(found.get('http-leads')).toMatchObject([{ at: AT.toISOString(), calls: 6, errors: 1, p95Ms: 40 }]);
  expect(found.get('http-tasks')).toMatchObject([{ calls: 0, throttles: 3, p95Ms: 0 }]);
  expect(found.get('http-idle')).toEqual([]);
});
