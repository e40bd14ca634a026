import * as z from 'zod';
import type { Invocations } from '../lambda/invocations.ts';
import { AwsError } from './aws-error.ts';

const dataInput = z.object({
  StartTime: z.number(),
  EndTime: z.number(),
  MetricDataQueries: z
    .array(
      z.object({
        Id: z.string(),
        MetricStat: z.object({
          Metric: z.object({
            Namespace: z.literal('AWS/Lambda'),
            MetricName: z.string(),
            Dimensions: z.tuple([z.object({ Name: z.literal('FunctionName'), Value: z.string() })]),
          }),
          Period: z.number().int().min(60),
          Stat: z.string(),
        }),
      }),
    )
    .max(500),
});

/** Of CloudWatch's API: the metrics of Lambda by function, from what ran here. */
export function createCloudWatch(invocations: Invocations) {
  return {
    /** @throws AwsError for anything else */
    handle(operation: string, body: unknown): unknown {
      if (operation !== 'GetMetricData')
        throw new AwsError(
          'UnknownOperationException',
          `infra/local has no CloudWatch operation ${operation}.`,
        );
      const parsed = dataInput.safeParse(body);
      if (!parsed.success) throw new AwsError('InvalidParameterValue', z.prettifyError(parsed.error));
      const { StartTime, EndTime, MetricDataQueries } = parsed.data;
      return {
        Messages: [],
        MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: { Metric, Period, Stat } }) => {
          const values = invocations.statistic({
            functionName: Metric.Dimensions[0].Value,
            metric: Metric.MetricName,
            stat: Stat,
            from: StartTime * 1_000,
            to: EndTime * 1_000,
            periodMs: Period * 1_000,
          });
          if (!values)
            throw new AwsError(
              'InvalidParameterValue',
              `infra/local has no ${Stat} of ${Metric.MetricName}.`,
            );
          // The newest first, as CloudWatch does.
          const points = [...values].toSorted(([a], [b]) => b - a);
          return {
            Id,
            Label: `${Metric.Dimensions[0].Value} ${Metric.MetricName}`,
            Timestamps: points.map(([at]) => at / 1_000),
            Values: points.map(([, value]) => value),
            StatusCode: 'Complete',
          };
        }),
      };
    },
  };
}
