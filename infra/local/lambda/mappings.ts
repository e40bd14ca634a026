import * as z from 'zod';
import type { Resource } from '../template/resolve.ts';
import { filterCriteria } from './filter.ts';
import { functionNameOf } from './functions.ts';
import { type MappingServices, runQueueMapping } from './queue-mapping.ts';
import { runStreamMapping, type StreamServices } from './stream-mapping.ts';

export interface Mappings {
  /** The tables with streams that a request names. */
  streamedIn(request: Buffer): readonly string[];
  /** Tells their streams that something was written to these tables. */
  onWrite(tables: readonly string[]): void;
  /** Looks at every stream: writes may have gone by unseen. */
  wakeStreams(): void;
  /** How many queues are being polled. */
  readonly queueCount: number;
  stop(): void;
}

const properties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.coerce.number().optional(),
  Enabled: z.boolean().default(true),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: filterCriteria.optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().optional() }).optional(),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

const QUEUE_BATCH = 10;
const STREAM_BATCH = 100;

/** Starts the event source mappings of the template. */
export async function startMappings(
  resources: readonly Resource[],
  services: MappingServices & StreamServices,
): Promise<Mappings> {
  const queueMappings: { stop(): void }[] = [];
  const streams: { table: string; wake(): void; stop(): void }[] = [];
  for (const resource of resources) {
    if (resource.type !== 'AWS::Lambda::EventSourceMapping') continue;
    const parsed = properties.parse(resource.properties);
    if (!parsed.Enabled) continue;
    const functionName = functionNameOf(parsed.FunctionName);
    const definition = services.functions.find(functionName);
    if (definition === undefined)
      throw new Error(`Mapping ${resource.logicalId}: no function ${functionName}.`);
    const common = {
      functionName,
      windowMs: parsed.MaximumBatchingWindowInSeconds * 1000,
      reportsItemFailures: parsed.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      filters: parsed.FilterCriteria ?? [],
    };
    const table = /:table\/([^/]+)\/stream\//.exec(parsed.EventSourceArn)?.[1];
    if (table === undefined) {
      const allowed = parsed.ScalingConfig?.MaximumConcurrency ?? definition.concurrency;
      const mapping = {
        ...common,
        queueArn: parsed.EventSourceArn,
        batchSize: parsed.BatchSize ?? QUEUE_BATCH,
        maxConcurrency: Math.min(allowed, definition.concurrency),
      };
      queueMappings.push(runQueueMapping(mapping, services));
    } else {
      const mapping = {
        ...common,
        id: `${resource.stack}/${resource.logicalId}`,
        table,
        streamArn: parsed.EventSourceArn,
        batchSize: parsed.BatchSize ?? STREAM_BATCH,
        maxRetries: parsed.MaximumRetryAttempts < 0 ? undefined : parsed.MaximumRetryAttempts,
        bisects: parsed.BisectBatchOnFunctionError,
        onFailureArn: parsed.DestinationConfig?.OnFailure?.Destination,
      };
      streams.push({ table, ...(await runStreamMapping(mapping, services)) });
    }
  }
  return {
    streamedIn: (request) => [
      ...new Set(streams.map(({ table }) => table).filter((table) => request.includes(`"${table}"`))),
    ],
    onWrite(tables) {
      for (const { table, wake } of streams) if (tables.includes(table)) wake();
    },
    wakeStreams() {
      for (const { wake } of streams) wake();
    },
    queueCount: queueMappings.length,
    stop() {
      for (const mapping of [...queueMappings, ...streams]) mapping.stop();
    },
  };
}
