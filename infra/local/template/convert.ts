import * as z from 'zod';

const text = z.coerce.string();

const queue = z.object({
  VisibilityTimeout: text.optional(),
  DelaySeconds: text.optional(),
  MaximumMessageSize: text.optional(),
  MessageRetentionPeriod: text.optional(),
  ReceiveMessageWaitTimeSeconds: text.optional(),
  FifoQueue: text.optional(),
  ContentBasedDeduplication: text.optional(),
  RedrivePolicy: z.record(z.string(), z.unknown()).optional(),
});

/** The attributes of a queue as the SQS API has them, from the properties of AWS::SQS::Queue. */
export function queueAttributes(properties: unknown): Record<string, string> {
  const { RedrivePolicy, ...plain } = queue.parse(properties);
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(plain)) if (value !== undefined) attributes[name] = value;
  return { ...attributes, RedrivePolicy: RedrivePolicy === undefined ? '' : JSON.stringify(RedrivePolicy) };
}

const index = z.object({ IndexName: z.string(), KeySchema: z.unknown(), Projection: z.unknown() });
const table = z.object({
  KeySchema: z.unknown(),
  AttributeDefinitions: z.unknown(),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string(), Enabled: z.boolean().default(true) })
    .optional(),
});

/** A CreateTable request (with the time to live beside it), from AWS::DynamoDB::Table or GlobalTable. Always on demand. */
export function tableDefinition(name: string, properties: unknown): Record<string, unknown> {
  const { StreamSpecification, GlobalSecondaryIndexes, LocalSecondaryIndexes, ...rest } =
    table.parse(properties);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    ...rest,
    ...(GlobalSecondaryIndexes === undefined ? {} : { GlobalSecondaryIndexes }),
    ...(LocalSecondaryIndexes === undefined ? {} : { LocalSecondaryIndexes }),
    ...(StreamSpecification === undefined
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: StreamSpecification.StreamViewType } }),
  };
}
