import * as z from 'zod';

/** Retry and time-out rules of a Task, which this runtime applies itself, on the virtual clock. */
export interface TaskSpec {
  readonly resource: string;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly retriers: readonly Retrier[];
}

/** A Wait state's one field. */
export interface WaitSpec {
  readonly seconds?: number | undefined;
  readonly secondsPath?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly timestampPath?: string | undefined;
}

export interface PreparedDefinition {
  /** For the interpreter: every Task and Wait is a Task that never times out there. */
  readonly definition: Record<string, unknown>;
  readonly tasks: ReadonlyMap<string, TaskSpec>;
  readonly waits: ReadonlyMap<string, WaitSpec>;
  readonly timeoutSeconds: number | undefined;
  /** For `$$.State.Name`, which the interpreter does not have. */
  readonly stateNames: Readonly<Record<string, string>>;
}

const retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().default(1),
  MaxAttempts: z.number().default(3),
  BackoffRate: z.number().default(2),
  MaxDelaySeconds: z.number().optional(),
});
export type Retrier = z.infer<typeof retrier>;

const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  HeartbeatSeconds: z.number().optional(),
  Retry: z.array(retrier).default([]),
  Seconds: z.number().optional(),
  SecondsPath: z.string().optional(),
  Timestamp: z.string().optional(),
  TimestampPath: z.string().optional(),
  Branches: z.array(z.unknown()).optional(),
  Iterator: z.unknown().optional(),
  ItemProcessor: z.unknown().optional(),
});
const machine = z.looseObject({ States: z.record(z.string(), state), TimeoutSeconds: z.number().optional() });

/**
 * The interpreter gives a Task 60 seconds unless told otherwise and counts with setTimeout, which holds 24.8 days at
 * most: this is the most that it can be told.
 */
const LONGEST_TASK_SECONDS = 2_147_483;
const LOCAL_RESOURCE = 'arn:aws:lambda:us-east-1:000000000000:function:local';

/** Rewrites a definition so that the interpreter leaves tasks, waits, retries and time-outs to this runtime. */
export function prepareDefinition(text: string): PreparedDefinition {
  const tasks = new Map<string, TaskSpec>();
  const waits = new Map<string, WaitSpec>();
  const stateNames: Record<string, string> = {};

  const prepareMachine = (value: unknown): Record<string, unknown> => {
    const { States, TimeoutSeconds: _, ...rest } = machine.parse(value);
    const states = Object.entries(States).map(([name, each]) => {
      stateNames[name] = name;
      return [name, withStateName(name, prepareState(name, each))];
    });
    return { ...rest, States: Object.fromEntries(states) };
  };
  const prepareState = (name: string, each: z.infer<typeof state>): Record<string, unknown> => {
    const { Retry, TimeoutSeconds, HeartbeatSeconds, ...rest } = each;
    if (each.Type === 'Task') {
      tasks.set(name, {
        resource: each.Resource ?? '',
        timeoutSeconds: TimeoutSeconds,
        heartbeatSeconds: HeartbeatSeconds,
        retriers: Retry,
      });
      return { ...rest, Resource: LOCAL_RESOURCE, TimeoutSeconds: LONGEST_TASK_SECONDS };
    }
    if (each.Type === 'Wait') {
      const { Seconds, SecondsPath, Timestamp, TimestampPath, ...task } = rest;
      waits.set(name, {
        seconds: Seconds,
        secondsPath: SecondsPath,
        timestamp: Timestamp,
        timestampPath: TimestampPath,
      });
      return { ...task, Type: 'Task', Resource: LOCAL_RESOURCE, TimeoutSeconds: LONGEST_TASK_SECONDS };
    }
    const retry = Retry.length > 0 ? { Retry } : {};
    if (each.Type === 'Parallel')
      return { ...rest, ...retry, Branches: (each.Branches ?? []).map(prepareMachine) };
    if (each.Type === 'Map') {
      const { ItemProcessor, Iterator, ...map } = rest;
      return { ...map, ...retry, ItemProcessor: prepareMachine(ItemProcessor ?? Iterator) };
    }
    return rest;
  };

  const source: unknown = JSON.parse(text);
  return {
    definition: prepareMachine(source),
    tasks,
    waits,
    timeoutSeconds: machine.parse(source).TimeoutSeconds,
    stateNames,
  };
}

/**
 * Points parts of the context object that the interpreter lacks, or overwrites inside Map and Parallel, to where
 * the execution puts them.
 */
function withStateName(name: string, value: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(value)
    .replaceAll('$$.State.Name', `$$$$.StateNames['${name}']`)
    .replaceAll('$$.Execution.', '$$$$.Root.');
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}
