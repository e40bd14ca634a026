import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Iam } from '../iam/iam.ts';
import { refusalText } from '../iam/refusal.ts';
import type { RuntimeStore } from '../store.ts';
import { assertValidLanguage, type PreparedDefinition, prepareDefinition } from './definition.ts';
import { assertKnownResource, runTask, runWait, type TaskServices } from './task.ts';
import { TaskError } from './tokens.ts';

type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Execution {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  /** Milliseconds since the epoch, virtual. */
  readonly started: number;
  readonly stopped: number | null;
}

const storedExecution = z
  .object({
    arn: z.string(),
    machine_arn: z.string(),
    name: z.string(),
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
    input: z.string(),
    output: z.string().nullable(),
    error: z.string().nullable(),
    cause: z.string().nullable(),
    started: z.number(),
    stopped: z.number().nullable(),
  })
  .transform(({ machine_arn: machineArn, ...rest }): Execution => ({ ...rest, machineArn }));

/** What was found valid by the last start is not asked again. */
const VALID_MACHINE = 'valid-machine/';

const definitionObject = z.custom<StateMachineDefinition>(
  (value) => typeof value === 'object' && value !== null,
);

export interface Executions {
  /** @throws for a machine that uses what this runtime does not know. */
  addMachine(machine: { arn: string; name: string; roleArn: string; definition: string }): Promise<void>;
  /** Starts, or gives the running one of the same name and input. @throws AwsError */
  start(machineArn: string, name: string, input: string): Execution;
  stop(arn: string, error?: string, cause?: string): Execution;
  describe(arn: string): Execution;
  list(machineArn: string, status: string | undefined, limit: number, offset: number): Execution[];
  /** Marks what was running in the last process as aborted: nothing goes on with it. */
  abortLeftOvers(): void;
  /** Ends the interpreters, leaving the records as a killed process would. */
  shutDown(): void;
}

/** The name by which a machine hears that its role may not do what a task needs. */
const ERROR_OF_SERVICE: Readonly<Record<string, string>> = {
  'lambda:InvokeFunction': 'Lambda.AWSLambdaException',
  'sqs:SendMessage': 'SQS.AmazonSQSException',
  'sns:Publish': 'SNS.AmazonSNSException',
  'events:PutEvents': 'EventBridge.AmazonEventBridgeException',
};

const requireHere = createRequire(import.meta.url);

/** Loaded by the first execution: it takes a tenth of a second and 20 MB. Not by `import()`, so that an execution that was started runs. */
function interpreterOf(definition: StateMachineDefinition) {
  const { StateMachine }: typeof import('aws-local-stepfunctions') = requireHere('aws-local-stepfunctions');
  return new StateMachine(definition, { validationOptions: { noValidate: true } });
}

interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly prepared: PreparedDefinition;
}

interface Running {
  readonly abort: AbortController;
  readonly stopInterpreter: () => void;
}

export interface ExecutionServices extends Omit<TaskServices, 'assertMay'> {
  readonly iam: Iam;
}

/** Runs state machines with `aws-local-stepfunctions`; tasks, waits and time-outs run on the virtual clock. */
export function createExecutions(
  store: RuntimeStore,
  services: ExecutionServices,
  onStatus: (execution: Execution) => void,
): Executions {
  const machines = new Map<string, Machine>();
  const running = new Map<string, Running>();
  const insert = store.db.prepare(
    "INSERT INTO executions (arn, machine_arn, name, status, input, started) VALUES (?, ?, ?, 'RUNNING', ?, ?)",
  );
  const update = store.db.prepare(
    "UPDATE executions SET status = ?, output = ?, error = ?, cause = ?, stopped = ? WHERE arn = ? AND status = 'RUNNING'",
  );
  const find = store.db.prepare('SELECT * FROM executions WHERE arn = ?');
  const listAll = store.db.prepare(
    'SELECT * FROM executions WHERE machine_arn = ? ORDER BY started DESC LIMIT ? OFFSET ?',
  );
  const listByStatus = store.db.prepare(
    'SELECT * FROM executions WHERE machine_arn = ? AND status = ? ORDER BY started DESC LIMIT ? OFFSET ?',
  );
  const left = store.db.prepare("SELECT arn FROM executions WHERE status = 'RUNNING'");

  const get = (arn: string): Execution => {
    const row = find.get(arn);
    if (row === undefined) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return storedExecution.parse(row);
  };
  const settle = (
    arn: string,
    status: ExecutionStatus,
    output: string | null,
    error?: string,
    cause?: string,
  ): void => {
    const end = running.get(arn);
    running.delete(arn);
    const changed = update.run(
      status,
      output,
      error ?? null,
      cause ?? null,
      Math.floor(services.clock.time()),
      arn,
    );
    if (Number(changed.changes) === 0) return;
    end?.abort.abort();
    end?.stopInterpreter();
    onStatus(get(arn));
  };

  const run = (machine: Machine, execution: Execution): void => {
    const { arn } = execution;
    const { definition, tasks, waits, timeoutSeconds, stateNames } = machine.prepared;
    const abort = new AbortController();
    const handlers: Record<string, (input: unknown) => Promise<unknown>> = {};
    const principal = services.iam.roleAs(machine.roleArn, execution.name);
    const taskServices: TaskServices = {
      ...services,
      assertMay(action, resource) {
        const refusal = services.iam.refusalOf(principal, [{ action, resource }]);
        if (refusal !== undefined)
          throw new TaskError(ERROR_OF_SERVICE[action] ?? 'States.Permissions', refusalText(refusal));
      },
    };
    for (const [name, spec] of tasks)
      handlers[name] = (input) => runTask(spec, input, taskServices, abort.signal);
    for (const [name, spec] of waits)
      handlers[name] = (input) => runWait(spec, input, services.clock, abort.signal);
    const input = z.json().parse(JSON.parse(execution.input));
    const about = {
      Id: arn,
      Name: execution.name,
      Input: input,
      StartTime: new Date(execution.started).toISOString(),
      RoleArn: machine.roleArn,
    };
    const interpreter = interpreterOf(definitionObject.parse(definition));
    const {
      result,
      eventLogs,
      abort: stopInterpreter,
    } = interpreter.run(input, {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(
          Object.entries(handlers).map(([name, handle]) => [
            name,
            async (value: unknown) => z.json().parse((await handle(value)) ?? null),
          ]),
        ),
      },
      context: {
        Execution: about,
        Root: about,
        StateNames: stateNames,
        StateMachine: { Id: machine.arn, Name: machine.name },
        Task: {
          get Token() {
            return services.tokens.issue(machine.arn);
          },
        },
      },
    });
    running.set(arn, { abort, stopInterpreter });
    void countTransitions(eventLogs, services.onTransition);
    const cancelTimeout =
      timeoutSeconds === undefined
        ? () => {}
        : services.clock.at(execution.started + timeoutSeconds * 1000, 'deadline', () =>
            settle(arn, 'TIMED_OUT', null),
          );
    result
      .then(
        (output) => settle(arn, 'SUCCEEDED', JSON.stringify(output)),
        (error: unknown) => {
          if (!running.has(arn)) return;
          const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
          const [name, message] =
            reason instanceof Error ? [reason.name, reason.message] : ['States.Runtime', String(reason)];
          settle(arn, 'FAILED', null, name, message);
        },
      )
      .finally(cancelTimeout);
  };

  return {
    async addMachine({ arn, name, roleArn, definition }) {
      const prepared = prepareDefinition(definition);
      for (const [state, { resource }] of prepared.tasks) assertKnownResource(state, resource);
      const hash = createHash('sha256').update(definition).digest('hex');
      if (store.setting(VALID_MACHINE + name) !== hash) await assertValidLanguage(definition);
      store.saveSetting(VALID_MACHINE + name, hash);
      machines.set(arn, { arn, name, roleArn, prepared });
    },
    start(machineArn, name, input) {
      const machine = machines.get(machineArn);
      if (machine === undefined) {
        throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
      }
      const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      const existing = find.get(arn);
      if (existing !== undefined) {
        const execution = storedExecution.parse(existing);
        if (execution.status === 'RUNNING' && execution.input === input) return execution;
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      }
      try {
        JSON.parse(input);
      } catch {
        throw new AwsError('InvalidExecutionInput', 'Invalid State Machine Execution Input');
      }
      insert.run(arn, machineArn, name, input, Math.floor(services.clock.time()));
      const execution = get(arn);
      onStatus(execution);
      run(machine, execution);
      return execution;
    },
    stop(arn, error, cause) {
      get(arn);
      settle(arn, 'ABORTED', null, error, cause);
      return get(arn);
    },
    describe: get,
    list: (machineArn, status, limit, offset) =>
      (status === undefined
        ? listAll.all(machineArn, limit, offset)
        : listByStatus.all(machineArn, status, limit, offset)
      ).map((row) => storedExecution.parse(row)),
    abortLeftOvers() {
      for (const row of left.all()) {
        settle(
          String(row['arn']),
          'ABORTED',
          null,
          'Local.ProcessEnded',
          'The local runtime was stopped or killed.',
        );
      }
    },
    shutDown() {
      for (const { abort, stopInterpreter } of running.values()) {
        stopInterpreter();
        abort.abort();
      }
      running.clear();
    },
  };
}

async function countTransitions(events: AsyncGenerator<{ type: string }>, count: () => void): Promise<void> {
  for await (const { type } of events) if (type === 'StateEntered') count();
}
