/** What one unit of each metered thing costs in us-east-1, arm64, without free tiers. */
export interface Price {
  readonly service: string;
  /** US dollars for one. */
  readonly usd: number;
  /** Counted for the reader, left out of the bill (see `why`). */
  readonly apart?: string;
}

export const PRICES = {
  'lambda.requests': { service: 'Lambda', usd: 0.2e-6 },
  'lambda.gbSeconds': { service: 'Lambda', usd: 0.0000133334 },
  'dynamodb.writeUnits': { service: 'DynamoDB', usd: 0.625e-6 },
  'dynamodb.readUnits': { service: 'DynamoDB', usd: 0.125e-6 },
  'sqs.requests': { service: 'SQS', usd: 0.4e-6 },
  'sqs.idlePolls': { service: 'SQS', usd: 0.4e-6, apart: 'a fixed cost of each mapping, not of the work' },
  'sns.publishes': { service: 'SNS', usd: 0.5e-6 },
  'eventbridge.events': { service: 'EventBridge', usd: 1e-6 },
  'scheduler.invocations': { service: 'Scheduler', usd: 1e-6 },
  'scheduler.periodic': {
    service: 'Scheduler',
    usd: 1e-6,
    apart: 'a fixed cost of each schedule, not of the work',
  },
  'stepfunctions.transitions': { service: 'StepFunctions', usd: 0.025e-3 },
  's3.writes': { service: 'S3', usd: 0.005e-3 },
  's3.reads': { service: 'S3', usd: 0.0004e-3 },
  'http.requests': { service: 'HttpApi', usd: 1e-6 },
  'websocket.messages': { service: 'WebSocketApi', usd: 1e-6 },
  'ses.messages': { service: 'SES', usd: 0.1e-3 },
  'ses.received': { service: 'SES', usd: 0.1e-3 },
} as const satisfies Record<string, Price>;

export type Metered = keyof typeof PRICES;
