import { createHash } from 'node:crypto';
import * as z from 'zod';
import { functionNameOf } from '../lambda/functions.ts';
import type { Resource } from '../template/resolve.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import { AwsError } from './aws-error.ts';

const mappingProperties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
});

/** Of Lambda's API: which queues and streams are read for which functions. */
export function createLambdaApi(resources: readonly Resource[]) {
  const mappings = resources
    .filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping')
    .map(({ stack, logicalId, properties }) => {
      const { EventSourceArn, FunctionName, Enabled } = mappingProperties.parse(properties);
      return {
        UUID: createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 32),
        EventSourceArn,
        FunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionNameOf(FunctionName)}`,
        State: Enabled ? 'Enabled' : 'Disabled',
      };
    });
  return {
    /** @throws AwsError for anything else */
    handle(method: string, path: string): unknown {
      if (method === 'GET' && /\/event-source-mappings\/?$/.test(path))
        return { EventSourceMappings: mappings };
      throw new AwsError(
        'UnknownOperationException',
        `infra/local has no Lambda operation ${method} ${path}.`,
        404,
      );
    },
  };
}
