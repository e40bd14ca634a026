import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { FunctionPeriod } from '../../domain/function-period.ts';
import type { SystemMetrics } from '../../ports/system-metrics.ts';

/** The metrics of AWS/Lambda that each number of a period is. */
const METRICS = {
  calls: ['Invocations', 'Sum'],
  errors: ['Errors', 'Sum'],
  throttles: ['Throttles', 'Sum'],
  meanMs: ['Duration', 'Average'],
  p50Ms: ['Duration', 'p50'],
  p95Ms: ['Duration', 'p95'],
  atOnce: ['ConcurrentExecutions', 'Maximum'],
} as const satisfies Readonly<Record<Exclude<keyof FunctionPeriod, 'at'>, readonly [string, string]>>;
type Measure = keyof typeof METRICS;
const MEASURES = Object.keys(METRICS) as Measure[];

/** GetMetricData takes 500 queries. */
const FUNCTIONS_A_CALL = Math.floor(500 / MEASURES.length);

/** The metrics of Lambda in CloudWatch: AWS keeps them, nothing is written for them. */
export class CloudWatchMetrics implements SystemMetrics {
  readonly functions: readonly string[];
  private readonly client: Pick<CloudWatchClient, 'send'>;
  private readonly prefix: string;

  /** @param of the functions, and what stands before them in their names at AWS */
  constructor(
    client: Pick<CloudWatchClient, 'send'>,
    of: { readonly prefix: string; readonly functions: readonly string[] },
  ) {
    this.client = client;
    this.functions = of.functions;
    this.prefix = of.prefix;
  }

  async periods({
    functions,
    ...span
  }: Parameters<SystemMetrics['periods']>[0]): Promise<ReadonlyMap<string, readonly FunctionPeriod[]>> {
    const found = new Map<string, readonly FunctionPeriod[]>();
    for (let n = 0; n < functions.length; n += FUNCTIONS_A_CALL)
      for (const [name, periods] of await this.some(functions.slice(n, n + FUNCTIONS_A_CALL), span))
        found.set(name, periods);
    return found;
  }

  private async some(
    functions: readonly string[],
    { from, to, periodSeconds }: { from: Date; to: Date; periodSeconds: number },
  ): Promise<[string, FunctionPeriod[]][]> {
    const queries = functions.flatMap((name, n) =>
      MEASURES.map((measure) => ({
        Id: `${measure}_${n}`,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/Lambda',
            MetricName: METRICS[measure][0],
            Dimensions: [{ Name: 'FunctionName', Value: this.prefix + name }],
          },
          Period: periodSeconds,
          Stat: METRICS[measure][1],
        },
      })),
    );
    /** By query, then by time. */
    const values = new Map<string, Map<string, number>>();
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(
        new GetMetricDataCommand({ StartTime: from, EndTime: to, MetricDataQueries: queries, NextToken }),
      );
      for (const { Id = '', Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
        const known = values.get(Id) ?? new Map<string, number>();
        for (const [n, at] of Timestamps.entries()) known.set(at.toISOString(), Values[n] ?? 0);
        values.set(Id, known);
      }
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return functions.map((name, n) => {
      const of = (measure: Measure, at: string): number => values.get(`${measure}_${n}`)?.get(at) ?? 0;
      // A call that is turned away is no invocation: where all are, there are no calls.
      const times = new Set(
        (['calls', 'throttles'] as const).flatMap((measure) =>
          [...(values.get(`${measure}_${n}`) ?? [])].flatMap(([at, count]) => (count > 0 ? [at] : [])),
        ),
      );
      return [
        name,
        [...times].toSorted().map((at) => ({
          at,
          ...(Object.fromEntries(MEASURES.map((measure) => [measure, of(measure, at)])) as Record<
            Measure,
            number
          >),
        })),
      ];
    });
  }
}
