import * as z from 'zod';

/**
 * The fields of the Amazon States Language that this runtime runs, by type of state. A field in none of these lists is
 * misspelt, or would be ignored: either way the machine would do something else on AWS, so it stops the start.
 */
const json = z.unknown();
const path = z.string();
const seconds = z.int().min(1);
/** `$.field.field`: what `task.ts` can look up by itself. */
const plainPath = z.string().regex(/^\$(\.\w+)*$/, 'must be a plain path such as $.detail.seconds');

const retrier = z
  .strictObject({
    Comment: z.string().optional(),
    ErrorEquals: z.array(z.string()).min(1),
    IntervalSeconds: seconds.default(1),
    MaxAttempts: z.int().min(0).default(3),
    BackoffRate: z.number().min(1).default(2),
    MaxDelaySeconds: seconds.optional(),
    JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
  })
  .readonly();
export type Retrier = z.infer<typeof retrier>;

const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  ResultPath: path.nullable().optional(),
});

const state = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
  InputPath: path.nullable().optional(),
  OutputPath: path.nullable().optional(),
};
const going = { ...state, Next: z.string().optional(), End: z.literal(true).optional() };
const withResult = { ...going, Parameters: json.optional(), ResultPath: path.nullable().optional() };
const withErrors = {
  ...withResult,
  ResultSelector: json.optional(),
  Retry: z.array(retrier).default([]),
  Catch: z.array(catcher).optional(),
};

const WAITS_FOR_TOKEN = '.waitForTaskToken';

const task = z
  .strictObject({
    ...withErrors,
    Type: z.literal('Task'),
    Resource: z.string(),
    TimeoutSeconds: seconds.optional(),
    HeartbeatSeconds: seconds.optional(),
  })
  .refine(({ Resource, HeartbeatSeconds }) => !HeartbeatSeconds || Resource.endsWith(WAITS_FOR_TOKEN), {
    path: ['HeartbeatSeconds'],
    message: `only a task that ends in ${WAITS_FOR_TOKEN} has a heartbeat`,
  })
  .refine(
    ({ TimeoutSeconds, HeartbeatSeconds }) =>
      !TimeoutSeconds || !HeartbeatSeconds || HeartbeatSeconds < TimeoutSeconds,
    { path: ['HeartbeatSeconds'], message: 'must be less than TimeoutSeconds' },
  );

const parallel = z.strictObject({
  ...withErrors,
  Type: z.literal('Parallel'),
  Branches: z.array(json).min(1),
});

const map = z
  .strictObject({
    ...withErrors,
    Type: z.literal('Map'),
    ItemsPath: path.optional(),
    ItemSelector: json.optional(),
    ItemProcessor: json.optional(),
    Iterator: json.optional(),
    MaxConcurrency: z.int().min(0).optional(),
    MaxConcurrencyPath: path.optional(),
  })
  .refine(({ ItemProcessor, Iterator }) => (ItemProcessor === undefined) !== (Iterator === undefined), {
    path: ['ItemProcessor'],
    message: 'a Map has either ItemProcessor or Iterator',
  });

const wait = z.strictObject({
  ...going,
  Type: z.literal('Wait'),
  Seconds: z.int().min(0).optional(),
  SecondsPath: plainPath.optional(),
  Timestamp: z.iso.datetime({ offset: true }).optional(),
  TimestampPath: plainPath.optional(),
});

const choice = z.strictObject({
  ...state,
  Type: z.literal('Choice'),
  Choices: z.array(z.record(z.string(), json)).min(1),
  Default: z.string().optional(),
});

const pass = z
  .strictObject({ ...withResult, Type: z.literal('Pass'), Result: json.optional() })
  .refine(({ Result }) => Result === undefined || Boolean(Result), {
    path: ['Result'],
    message: 'the interpreter drops false, 0, "" and null: give an object or a list',
  });
const succeed = z.strictObject({ ...state, Type: z.literal('Succeed') });
const fail = z.strictObject({
  Type: z.literal('Fail'),
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
  Error: z.string().optional(),
  ErrorPath: path.optional(),
  Cause: z.string().optional(),
  CausePath: path.optional(),
});

const stateSchema = z.discriminatedUnion('Type', [task, parallel, map, wait, choice, pass, succeed, fail]);
export type State = z.infer<typeof stateSchema>;

export const machineSchema = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
  Version: z.literal('1.0').optional(),
  StartAt: z.string(),
  States: z.record(z.string(), stateSchema),
  TimeoutSeconds: seconds.optional(),
});

/** The machine inside a Map or a branch of Parallel. */
export const innerMachineSchema = machineSchema
  .omit({ Version: true, TimeoutSeconds: true })
  .extend({ ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional() });
