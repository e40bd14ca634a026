import * as z from 'zod';
import { strictChoiceRule } from './choice-rules.ts';
import { innerMachineSchema, machineSchema, type Retrier, type State } from './schema.ts';

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

/**
 * The interpreter gives a Task 60 seconds unless told otherwise and counts with setTimeout, which holds 24.8 days at
 * most: this is the most that it can be told.
 */
const LONGEST_TASK_SECONDS = 2_147_483;
const LOCAL_TASK = {
  Type: 'Task',
  Resource: 'arn:aws:lambda:us-east-1:000000000000:function:local',
  TimeoutSeconds: LONGEST_TASK_SECONDS,
};

/**
 * Rewrites a definition so that the interpreter leaves tasks, waits, retries and time-outs to this runtime.
 * @throws for a definition that is not valid, or that uses what this runtime does not run, naming the place.
 */
export function prepareDefinition(text: string): PreparedDefinition {
  const tasks = new Map<string, TaskSpec>();
  const waits = new Map<string, WaitSpec>();
  const stateNames: Record<string, string> = {};

  const prepareStates = (states: Readonly<Record<string, State>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(states).map(([name, each]) => {
        if (name in stateNames) throw new Error(`Two states are named ${name}.`);
        stateNames[name] = name;
        return [name, withStateName(name, prepareState(name, each))];
      }),
    );
  const prepareInner = (name: string, value: unknown): Record<string, unknown> => {
    const { States, ProcessorConfig: _, ...rest } = parsed(innerMachineSchema, value, `State ${name}`);
    return { ...rest, States: prepareStates(States) };
  };
  const prepareState = (name: string, each: State): Record<string, unknown> => {
    switch (each.Type) {
      case 'Task': {
        const { Retry, TimeoutSeconds, HeartbeatSeconds, Resource, ...rest } = each;
        tasks.set(name, {
          resource: Resource,
          timeoutSeconds: TimeoutSeconds,
          heartbeatSeconds: HeartbeatSeconds,
          retriers: Retry,
        });
        return { ...rest, ...LOCAL_TASK };
      }
      case 'Wait': {
        const { Seconds, SecondsPath, Timestamp, TimestampPath, ...rest } = each;
        waits.set(name, {
          seconds: Seconds,
          secondsPath: SecondsPath,
          timestamp: Timestamp,
          timestampPath: TimestampPath,
        });
        return { ...rest, ...LOCAL_TASK };
      }
      case 'Parallel':
        return { ...each, Branches: each.Branches.map((branch) => prepareInner(name, branch)) };
      case 'Map': {
        const { ItemProcessor, Iterator, ...map } = each;
        return { ...map, ItemProcessor: prepareInner(name, ItemProcessor ?? Iterator) };
      }
      case 'Choice':
        return { ...each, Choices: each.Choices.map((rule, index) => choiceRule(name, rule, index)) };
      default:
        return each;
    }
  };

  const source: unknown = JSON.parse(text);
  const { States, TimeoutSeconds, ...rest } = parsed(machineSchema, source, 'The state machine');
  const definition = { ...rest, States: prepareStates(States) };
  return { definition, tasks, waits, timeoutSeconds: TimeoutSeconds, stateNames };
}

/** @throws for what else is wrong with a definition: targets, paths, intrinsic functions. Takes a third of a second. */
export async function assertValidLanguage(text: string): Promise<void> {
  const { default: validate } = await import('asl-validator');
  const { isValid, errors } = validate(JSON.parse(text));
  if (!isValid) throw new Error(`Not valid Amazon States Language: ${JSON.stringify(errors)}`);
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`${what} cannot be run by infra/local: ${z.prettifyError(result.error)}`);
}

function choiceRule(name: string, rule: unknown, index: number): unknown {
  try {
    return strictChoiceRule(rule);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`State ${name}, Choices[${index}]: ${reason}.`, { cause });
  }
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
