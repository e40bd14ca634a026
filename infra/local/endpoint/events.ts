import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { Deliveries, Target } from '../lambda/deliveries.ts';
import type { Meter } from '../meter/meter.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import { AwsError } from './aws-error.ts';
import { matchesPattern, pattern } from './pattern.ts';

const target = z.looseObject({
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  RetryPolicy: z.looseObject({ MaximumRetryAttempts: z.coerce.number().optional() }).optional(),
});
type RuleTarget = z.infer<typeof target>;

/** The parts of AWS::Events::Rule that matter here. */
export const ruleProperties = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: pattern.optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(target).default([]),
});
type Rule = z.infer<typeof ruleProperties>;

const putEvents = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string().default('{}'),
        EventBusName: z.string().default('default'),
        Resources: z.array(z.string()).default([]),
        Time: z.number().optional(),
      }),
    )
    .min(1)
    .max(10),
});
type Entry = z.infer<typeof putEvents>['Entries'][number];

/** EventBridge bills per 64 KB of an event. */
const CHUNK_BYTES = 64 * 1024;

export interface EventBus {
  /** Answers one call of the EventBridge API. @throws AwsError */
  handle(operation: string, body: unknown): unknown;
  addBus(name: string): void;
  addRule(rule: Rule): void;
  /** An event that AWS itself would put on the default bus. */
  announce(source: string, detailType: string, detail: unknown): void;
  /** Sends what a scheduled rule sends to its targets. */
  runScheduledRule(rule: Rule): void;
}

export function createEventBus(deliveries: Deliveries, clock: VirtualClock, meter: Meter): EventBus {
  const buses = new Map<string, Rule[]>([['default', []]]);

  const route = (entry: Entry): string => {
    const event = {
      version: '0',
      id: randomUUID(),
      'detail-type': entry.DetailType,
      source: entry.Source,
      account: ACCOUNT,
      time: (entry.Time === undefined ? clock.now() : new Date(entry.Time * 1000))
        .toISOString()
        .replace(/\.\d+Z/, 'Z'),
      region: REGION,
      resources: entry.Resources,
      detail: JSON.parse(entry.Detail),
    };
    for (const rule of buses.get(busNameOf(entry.EventBusName)) ?? []) {
      if (rule.State === 'DISABLED' || rule.EventPattern === undefined) continue;
      if (matchesPattern(rule.EventPattern, event)) send(rule, event);
    }
    return event.id;
  };
  const send = (rule: Rule, event: unknown): void => {
    for (const each of rule.Targets) deliveries.deliver(targetOf(each), inputFor(each, event));
  };

  return {
    handle(operation, body) {
      if (operation !== 'PutEvents') {
        throw new AwsError(
          'UnknownOperationException',
          `EventBridge ${operation} is not known to infra/local.`,
        );
      }
      const request = putEvents.safeParse(body);
      if (!request.success) throw new AwsError('ValidationException', z.prettifyError(request.error));
      const entries = request.data.Entries.map((entry) => {
        meter.count(
          'eventbridge.events',
          Math.max(1, Math.ceil(Buffer.byteLength(entry.Detail) / CHUNK_BYTES)),
        );
        if (!buses.has(busNameOf(entry.EventBusName))) {
          return {
            ErrorCode: 'ResourceNotFoundException',
            ErrorMessage: `Event bus ${entry.EventBusName} does not exist.`,
          };
        }
        try {
          return { EventId: route(entry) };
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
        }
      });
      return { FailedEntryCount: entries.filter((entry) => 'ErrorCode' in entry).length, Entries: entries };
    },
    addBus(name) {
      if (!buses.has(name)) buses.set(name, []);
    },
    addRule(rule) {
      const name = busNameOf(rule.EventBusName);
      buses.set(name, [...(buses.get(name) ?? []), rule]);
    },
    announce: (source, detailType, detail) => {
      route({
        Source: source,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
        EventBusName: 'default',
        Resources: [],
      });
    },
    runScheduledRule: (rule) =>
      send(rule, {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: ACCOUNT,
        time: clock.now().toISOString(),
        region: REGION,
        resources: [],
        detail: {},
      }),
  };
}

const busNameOf = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);

const targetOf = ({ Arn, DeadLetterConfig, RetryPolicy }: RuleTarget): Target => ({
  arn: Arn,
  deadLetterArn: DeadLetterConfig?.Arn,
  maxRetries: RetryPolicy?.MaximumRetryAttempts,
});

function inputFor({ Input, InputPath, InputTransformer }: RuleTarget, event: unknown): string {
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(event, InputPath) ?? null);
  if (InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap, InputTemplate } = InputTransformer;
  return InputTemplate.replaceAll(
    /("?)<([\w.-]+)>("?)/g,
    (_, before: string, name: string, after: string) => {
      const value = valueAt(event, InputPathsMap[name] ?? '');
      const quoted = before !== '' && after !== '';
      return quoted && typeof value === 'string'
        ? JSON.stringify(value)
        : before + JSON.stringify(value ?? null) + after;
    },
  );
}

/** The value at a plain path such as `$.detail.id`. */
function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const key of path.split('.').slice(1)) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return value;
}
