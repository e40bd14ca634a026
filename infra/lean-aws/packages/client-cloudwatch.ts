import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch/dist-types/index.js';
import { Client, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { JsonCommand } from '../json.ts';
import { ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';

export type * from '@aws-sdk/client-cloudwatch/dist-types/index.js';

const CLOUDWATCH: Service = {
  id: 'CLOUDWATCH',
  host: 'monitoring',
  signing: 'monitoring',
  exceptions: { base: ServiceException },
};

export class CloudWatchClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, CLOUDWATCH);
  }
}

export class GetMetricDataCommand extends JsonCommand<GetMetricDataCommandInput, GetMetricDataCommandOutput> {
  protected readonly service = {
    version: '1.0',
    target: 'GraniteServiceVersion20100801',
    wasQuery: true,
  } as const;
  protected readonly operation = 'GetMetricData';

  /** Times stand in lists, which have no names of their own. */
  override output(answer: HttpAnswer): GetMetricDataCommandOutput {
    const output = super.output(answer);
    for (const result of output.MetricDataResults ?? [])
      result.Timestamps = (result.Timestamps ?? []).map((seconds) => new Date(Number(seconds) * 1_000));
    return output;
  }
}
