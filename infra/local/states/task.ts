import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { EventBus } from '../endpoint/events.ts';
import type { Queues } from '../endpoint/queues.ts';
import { type Functions, functionNameOf } from '../lambda/functions.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import type { TaskSpec, WaitSpec } from './definition.ts';
import type { Retrier } from './schema.ts';
import { TaskError, type TaskTokens } from './tokens.ts';

export interface TaskServices {
  readonly clock: VirtualClock;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly events: EventBus;
  readonly tokens: TaskTokens;
  readonly onTransition: () => void;
  /** Whether the machine's role allows it. @throws TaskError */
  readonly assertMay: (action: string, resource: string) => void;
}

const WAITS_FOR_TOKEN = '.waitForTaskToken';

const lambdaInput = z.object({ FunctionName: z.string(), Payload: z.unknown() });
const queueInput = z.object({ QueueUrl: z.string(), MessageBody: z.unknown() });
const topicInput = z.object({ TopicArn: z.string(), Message: z.unknown() });

type Integration = (input: unknown, services: TaskServices) => Promise<unknown>;

/** The service integrations that machines may use, by the resource without its suffix. */
const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  'arn:aws:states:::lambda:invoke': async (input, services) => {
    const { FunctionName, Payload } = lambdaInput.parse(input);
    return {
      ExecutedVersion: '$LATEST',
      StatusCode: 200,
      Payload: await invoke(services, FunctionName, Payload ?? {}),
    };
  },
  'arn:aws:states:::sqs:sendMessage': async (input, { queues, assertMay }) => {
    const { QueueUrl, MessageBody } = queueInput.parse(input);
    const name = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
    const arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
    assertMay('sqs:SendMessage', arn);
    queues.send(arn, textOf(MessageBody));
    return {};
  },
  'arn:aws:states:::sns:publish': async (input, { queues, assertMay }) => {
    const { TopicArn, Message } = topicInput.parse(input);
    assertMay('sns:Publish', TopicArn);
    queues.publish(TopicArn, textOf(Message));
    return {};
  },
  'arn:aws:states:::events:putEvents': async (input, { events, assertMay }) => {
    const { Entries } = z.object({ Entries: z.array(z.record(z.string(), z.unknown())) }).parse(input);
    for (const { EventBusName = 'default' } of Entries) {
      const name = String(EventBusName);
      assertMay(
        'events:PutEvents',
        name.startsWith('arn:') ? name : `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${name}`,
      );
    }
    const entries = Entries.map((entry) => ({ ...entry, Detail: textOf(entry['Detail'] ?? {}) }));
    return events.handle('PutEvents', { Entries: entries });
  },
};

const isFunctionArn = (resource: string): boolean => resource.startsWith('arn:aws:lambda:');

/** @throws for a resource that no state machine can use here. */
export function assertKnownResource(state: string, resource: string): void {
  const base = resource.replace(WAITS_FOR_TOKEN, '');
  if (isFunctionArn(base) || base in INTEGRATIONS) return;
  throw new Error(`State ${state}: the resource ${resource} is not known to infra/local/states/task.ts.`);
}

/** Runs a Task state to its end: attempts, time-outs and retries, all on the virtual clock. */
export async function runTask(
  spec: TaskSpec,
  firstInput: unknown,
  services: TaskServices,
  signal: AbortSignal,
): Promise<unknown> {
  const attempts = new Map<Retrier, number>();
  let input = firstInput;
  for (;;) {
    // Looked for before the attempt: at its end they are forgotten.
    const used = services.tokens.findIn(input);
    try {
      return await attemptTask(spec, input, used[0], services, signal);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      const retrier = spec.retriers.find((each) => handles(each, failure.name));
      const done = retrier === undefined ? 0 : (attempts.get(retrier) ?? 0);
      if (signal.aborted || retrier === undefined || done >= retrier.MaxAttempts) throw failure;
      attempts.set(retrier, done + 1);
      const seconds = Math.min(
        retrier.IntervalSeconds * retrier.BackoffRate ** done,
        retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
      );
      const part = retrier.JitterStrategy === 'FULL' ? Math.random() : 1;
      await sleepUntil(services.clock.time() + seconds * part * 1000, services.clock, signal);
      services.onTransition();
      input = withFreshTokens(input, used, services.tokens);
    }
  }
}

/** Waits as a Wait state does; gives its input back. */
export async function runWait(
  spec: WaitSpec,
  input: unknown,
  clock: VirtualClock,
  signal: AbortSignal,
): Promise<unknown> {
  await sleepUntil(endOfWait(spec, input, clock.time()), clock, signal);
  return input;
}

const waitSeconds = z.int().min(0);
const waitTimestamp = z.iso.datetime({ offset: true });

/** A text is no number of seconds, and a number no timestamp: as on AWS, the execution fails. */
function endOfWait(spec: WaitSpec, input: unknown, now: number): number {
  const { secondsPath, timestampPath, timestamp, seconds } = spec;
  const byTime = timestampPath ?? timestamp;
  const given =
    byTime === undefined
      ? waitSeconds.safeParse(secondsPath === undefined ? seconds : valueAt(input, secondsPath))
      : waitTimestamp.safeParse(timestampPath === undefined ? timestamp : valueAt(input, timestampPath));
  if (!given.success) {
    throw new TaskError(
      'States.Runtime',
      `The Wait state has no valid time at ${secondsPath ?? timestampPath ?? 'its own field'}.`,
    );
  }
  return typeof given.data === 'number' ? now + given.data * 1000 : Date.parse(given.data);
}

async function attemptTask(
  spec: TaskSpec,
  input: unknown,
  token: string | undefined,
  services: TaskServices,
  signal: AbortSignal,
): Promise<unknown> {
  const base = spec.resource.replace(WAITS_FOR_TOKEN, '');
  const waits = spec.resource.endsWith(WAITS_FOR_TOKEN);
  if (waits && token === undefined) throw new TaskError('States.Runtime', 'The task passes no token on.');
  const call = isFunctionArn(base)
    ? invoke(services, base, input)
    : (INTEGRATIONS[base] ?? unknownResource)(input, services);
  if (!waits || token === undefined) return withinTime(call, spec.timeoutSeconds, services.clock, signal);
  // The call only has to hand the token over; its answer is not the task's result.
  const attempt = new AbortController();
  const waiting = services.tokens.wait(token, spec, AbortSignal.any([signal, attempt.signal]));
  try {
    const [, output] = await Promise.all([call, waiting]);
    return output;
  } finally {
    attempt.abort();
  }
}

const unknownResource: Integration = async () => {
  throw new TaskError('States.Runtime', 'The resource is not known.');
};

async function invoke(
  { functions, assertMay }: TaskServices,
  name: string,
  payload: unknown,
): Promise<unknown> {
  assertMay('lambda:InvokeFunction', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionNameOf(name)}`);
  const result = await functions.invoke(name, payload);
  if (result.ok) return result.payload;
  const { errorType, errorMessage, trace } = result.error;
  throw new TaskError(errorType, JSON.stringify({ errorType, errorMessage, trace }));
}

async function withinTime<T>(
  call: Promise<T>,
  seconds: number | undefined,
  clock: VirtualClock,
  signal: AbortSignal,
): Promise<T> {
  if (seconds === undefined) return call;
  let cancel = (): void => {};
  const late = new Promise<never>((_, reject) => {
    cancel = clock.at(clock.time() + seconds * 1000, 'deadline', () =>
      reject(new TaskError('States.Timeout', '')),
    );
    signal.addEventListener('abort', cancel, { once: true });
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    cancel();
  }
}

function sleepUntil(time: number, clock: VirtualClock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(time, 'planned', resolve);
    const onAbort = (): void => {
      cancel();
      reject(new TaskError('States.Aborted', ''));
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** States.TaskFailed stands for every failure of a task but a time-out. */
const handles = ({ ErrorEquals }: Retrier, name: string): boolean =>
  ErrorEquals.some(
    (each) =>
      each === name || each === 'States.ALL' || (each === 'States.TaskFailed' && name !== 'States.Timeout'),
  );

/** A token is for one attempt: the next one gets another. */
function withFreshTokens(input: unknown, used: readonly string[], tokens: TaskTokens): unknown {
  let text = JSON.stringify(input);
  for (const token of used) text = text.replaceAll(token, tokens.issue(tokens.machineOf(token) ?? ''));
  return JSON.parse(text);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const key of path.split('.').slice(1)) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return value;
}
