import * as z from 'zod';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { ERROR_CODES } from '../../kernel/errors.ts';
import { inTrace } from '../../kernel/trace.ts';
import { jsonText } from '../contract/envelope.ts';
import { fieldProblems, invalid } from '../field-problems.ts';
import { rexErrorOf } from './failure.ts';
import type { Invocation } from './invocation.ts';
import { keepFailure } from './keep-failure.ts';
import { logFailure } from './logger.ts';
import { countMetrics } from './metrics.ts';
import { wireProblems } from './wire-value.ts';

const sqsEventSchema = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number().default(1) }).prefault({}),
      messageAttributes: z.record(z.string(), z.object({ stringValue: z.string().optional() })).default({}),
    }),
  ),
});
type SqsRecord = z.infer<typeof sqsEventSchema>['Records'][number];

/** A partial batch response: only these messages come again. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface QueueContext {
  /** Ties what a message causes to the message. */
  readonly correlationId: string;
}

export interface QueueMessage<M> {
  readonly id: string;
  readonly message: M;
}

const WIDTH = 10;

/**
 * Consumes a queue, each message by itself. The code of a failure decides (see ERROR_CODES): `drop` acknowledges
 * the message with a line in the log; anything else leaves it on the queue, which tries again and then moves it
 * to its dead-letter queue. A message that does not parse goes the same way, so that a person sees it.
 */
export function queueHandler<S extends z.ZodType>(
  schema: S,
  handle: (message: z.output<S>, context: QueueContext) => Promise<void>,
) {
  return async (event: unknown): Promise<BatchResponse> => {
    const { Records } = sqsEventSchema.parse(event);
    const kept = await mapConcurrent(Records, WIDTH, (record) =>
      failsFor([record], () => {
        const correlationId = correlationIdOf(record);
        return inTrace({ correlationId, causationId: record.messageId }, async () =>
          handle(parseBody(schema, record), { correlationId }),
        );
      }),
    );
    return response(kept.flat());
  };
}

/** Messages of a batch that failed together. */
export interface FailedMessages {
  readonly ids: readonly string[];
  readonly failure: unknown;
}

/**
 * Consumes a queue a batch at a time; `handleAll` returns what failed: the code of each failure decides about its messages, as in
 * `queueHandler`. When it throws, that is about all of them. What it tells was caused by this very invocation: which of the messages did is not known here.
 */
export function queueBatchHandler<S extends z.ZodType>(
  schema: S,
  handleAll: (messages: readonly QueueMessage<z.output<S>>[]) => Promise<readonly FailedMessages[]>,
) {
  return async (event: unknown, { awsRequestId: id }: Invocation): Promise<BatchResponse> => {
    const { Records } = sqsEventSchema.parse(event);
    const messages: QueueMessage<z.output<S>>[] = [];
    const failed: string[] = [];
    for (const record of Records) {
      const parse = async () => {
        messages.push({ id: record.messageId, message: parseBody(schema, record) });
      };
      failed.push(...(await failsFor([record], parse)));
    }
    if (messages.length > 0) {
      const handled = Records.filter((record) => !failed.includes(record.messageId));
      const again = async () => {
        const trace = { correlationId: id, causationId: id };
        for (const { ids, failure } of await inTrace(trace, () => handleAll(messages))) {
          failed.push(...(await keptAfter(failure, Records.filter(isOneOf(ids)))));
        }
      };
      failed.push(...(await failsFor(handled, again)));
    }
    return response([...new Set(failed)]);
  };
}

const isOneOf =
  (ids: readonly string[]) =>
  ({ messageId }: SqsRecord): boolean =>
    ids.includes(messageId);

/** Of the request that set the message going; the message's own id where nobody said. A schedule carries it in the body. */
function correlationIdOf({ messageId, body, messageAttributes }: SqsRecord): string {
  const given = messageAttributes['correlationId']?.stringValue ?? traced.safeParse(body).data?.trace;
  return given ?? messageId;
}

const traced = jsonText.pipe(z.object({ trace: z.string() }));

/** Does the work; returns the ids of those records that must stay on the queue because it failed. */
async function failsFor(records: readonly SqsRecord[], work: () => Promise<void>): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (failure) {
    return keptAfter(failure, records);
  }
}

async function keptAfter(failure: unknown, records: readonly SqsRecord[]): Promise<string[]> {
  const error = rexErrorOf(failure);
  const { consumer } = ERROR_CODES[error.code];
  const ids = records.map((record) => record.messageId);
  logFailure('The message failed.', failure, { consumer, messages: ids.join(' ') });
  countMetrics({ [consumer === 'drop' ? 'MessagesDropped' : 'MessagesFailed']: ids.length });
  if (consumer === 'drop') return [];
  for (const { messageId, attributes } of records) {
    await keepFailure(messageId, attributes.ApproximateReceiveCount, error);
  }
  return ids;
}

function parseBody<S extends z.ZodType>(schema: S, { body }: SqsRecord): z.output<S> {
  const parsed = jsonText.pipe(z.unknown().superRefine(refuseUnfit)).pipe(schema).safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalid('The message is not valid', fieldProblems(parsed.error, 'message'));
}

/** What no record can hold would fail in the middle of the work, again and again. */
function refuseUnfit(value: unknown, context: z.core.$RefinementCtx): void {
  for (const { path, message } of wireProblems(value, '')) {
    context.addIssue({ code: 'custom', message, path: path.split('.').slice(1) });
  }
}

const response = (ids: readonly string[]): BatchResponse => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});
