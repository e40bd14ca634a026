import OpenAI from 'openai';
import * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import type { LlmCall } from '../../app/ports/llm.ts';
import type { BackgroundAnswer, BackgroundProvider } from '../../app/ports/llm-jobs.ts';
import { reasonOf } from './failure.ts';
import type { OpenAiOptions } from './openai-llm.ts';

const TIMEOUT_MS = 8_000;
const MAX_RETRIES = 2;
const TAG = 'rex';

const countSchema = z.number().int().nonnegative().catch(0);
const createdSchema = z.object({ id: z.string().min(1) });
/** The parts of an answer that are used; a malformed part counts as absent. */
const answerSchema = z.object({
  status: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  output: z.array(z.unknown()).nullish().catch(undefined),
  usage: z.object({ input_tokens: countSchema, output_tokens: countSchema }).nullish().catch(undefined),
});
const messageSchema = z.object({ type: z.literal('message'), content: z.array(z.unknown()) });
const textSchema = z.object({ type: z.literal('output_text'), text: z.string() });
const FAILED: ReadonlySet<string> = new Set(['failed', 'cancelled', 'incomplete']);

/**
 * The Responses API with `background`: the provider keeps the answer and announces it by a webhook. The SDK's own methods
 * process the answer first, and fail on a null in it.
 */
export function openAiBackground({ apiKey, model, baseUrl }: OpenAiOptions): BackgroundProvider {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: MAX_RETRIES, timeout: TIMEOUT_MS });
  return {
    model,
    async submit({ system, user, schema, schemaName, maxOutputTokens }: LlmCall<unknown>, tag: string) {
      const { id } = await heard(createdSchema, () =>
        client.post<unknown>('/responses', {
          body: {
            model,
            background: true,
            store: true,
            instructions: system,
            input: user,
            max_output_tokens: maxOutputTokens,
            metadata: { [TAG]: tag },
            text: {
              format: {
                type: 'json_schema',
                name: schemaName,
                strict: true,
                schema: { ...z.toJSONSchema(schema, { target: 'draft-7' }) },
              },
            },
          } satisfies OpenAI.Responses.ResponseCreateParamsNonStreaming,
        }),
      );
      return id;
    },
    async fetch(responseId: string): Promise<BackgroundAnswer> {
      const answer = await heard(answerSchema, () =>
        client.get<unknown>(`/responses/${encodeURIComponent(responseId)}`),
      );
      const status = answer.status ?? 'completed';
      const content = status === 'completed' ? jsonOf(answer) : undefined;
      return {
        tag: tagOf(answer.metadata),
        state: FAILED.has(status)
          ? 'failed'
          : status !== 'completed'
            ? 'running'
            : content === undefined
              ? 'failed'
              : 'done',
        content,
        reason: status === 'completed' ? 'the answer is no JSON' : status,
        usage: {
          inputTokens: answer.usage?.input_tokens ?? 0,
          outputTokens: answer.usage?.output_tokens ?? 0,
        },
      };
    },
  };
}

const tagOf = (metadata: Readonly<Record<string, unknown>> | null | undefined): string => {
  const tag = metadata?.[TAG];
  return typeof tag === 'string' ? tag : '';
};

/** @throws RexError NOT_FOUND, or PROVIDER_UNAVAILABLE for every other answer that cannot be used */
async function heard<T>(schema: z.ZodType<T>, ask: () => Promise<unknown>): Promise<T> {
  const answer = await ask().catch((error: unknown) => {
    if (error instanceof OpenAI.APIError && error.status === 404) {
      throw new RexError('NOT_FOUND', 'The provider knows no such answer.');
    }
    throw unavailable(reasonOf(error));
  });
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw unavailable('the answer has another shape');
  return parsed.data;
}

const unavailable = (reason: string): RexError =>
  new RexError('PROVIDER_UNAVAILABLE', `The call to the language model failed: ${reason}`);

/** The text of the answer as JSON; undefined when it is none, or the model refused. */
function jsonOf({ output }: z.infer<typeof answerSchema>): unknown {
  const texts = (output ?? [])
    .flatMap((item) => messageSchema.safeParse(item).data?.content ?? [])
    .flatMap((part) => textSchema.safeParse(part).data?.text ?? []);
  try {
    return JSON.parse(texts.join(''));
  } catch {
    return undefined;
  }
}
