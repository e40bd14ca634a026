import OpenAI from 'openai';
import type { ZodType } from 'zod';
import * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import type { LlmCall, LlmProvider } from '../../app/ports/llm.ts';
import { reasonOf } from './failure.ts';

export interface OpenAiOptions {
  readonly apiKey: string;
  readonly model: string;
  /** Of any server that speaks the chat-completions protocol. Default: OpenAI's own. */
  readonly baseUrl?: string;
}

/** Beyond the first try, for connection errors, 408, 409, 429 and 5xx, as the SDK judges. */
const MAX_RETRIES = 2;

const countSchema = z.number().int().nonnegative().catch(0);
/** The parts of an answer that are used. Compatible servers and gateways differ, so nothing is taken for granted. */
const completionSchema = z.object({
  choices: z.array(z.unknown()),
  model: z.string().optional().catch(undefined),
  // Some leave the usage out.
  usage: z.object({ prompt_tokens: countSchema, completion_tokens: countSchema }).nullish().catch(undefined),
});
type Completion = z.infer<typeof completionSchema>;
const choiceSchema = z.object({
  message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
  finish_reason: z.string().nullish().catch(undefined),
});

/** Chat completions rather than the Responses API: it is what compatible servers implement. */
export function openAiLlm({ apiKey, model, baseUrl }: OpenAiOptions): LlmProvider {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: MAX_RETRIES });
  return {
    model,
    async call<T>(request: LlmCall<T>) {
      const completion = await ask(client, model, request);
      return {
        value: parseContent(contentOf(completion), request.schema),
        // Compatible servers may leave the usage out.
        usage: {
          inputTokens: completion.usage?.prompt_tokens ?? 0,
          outputTokens: completion.usage?.completion_tokens ?? 0,
        },
        model: completion.model ?? model,
      };
    },
  };
}

async function ask<T>(client: OpenAI, model: string, request: LlmCall<T>): Promise<Completion> {
  const { schema, schemaName, system, user, maxOutputTokens, timeoutMs } = request;
  // The SDK's own time-out is per try and is retried; the signal bounds the whole call.
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer: unknown = await client.chat.completions.create(
      {
        model,
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: user },
        ],
        response_format: { type: 'json_schema', json_schema: strictSchema(schemaName, schema) },
        max_completion_tokens: maxOutputTokens,
      },
      { signal, timeout: timeoutMs },
    );
    const completion = completionSchema.safeParse(answer);
    if (!completion.success) throw unavailable('the answer holds no choice');
    return completion.data;
  } catch (error) {
    if (error instanceof RexError) throw error;
    if (signal.aborted) throw unavailable(`no answer within ${timeoutMs} ms`);
    throw unavailable(reasonOf(error));
  }
}

/** zod's own JSON Schema: `openai/helpers/zod` says the same and brings 140 KB of converters for older zods. */
const strictSchema = (name: string, schema: ZodType) => ({
  name,
  strict: true,
  schema: { ...z.toJSONSchema(schema, { target: 'draft-7' }) },
});

function contentOf({ choices: [first] }: Completion): string {
  if (first === undefined || first === null) throw unavailable('the answer holds no choice');
  const choice = choiceSchema.safeParse(first);
  if (!choice.success) throw unavailable('the answer holds no message');
  const { message, finish_reason: finish } = choice.data;
  if (message.refusal) throw unavailable('the model refused');
  if (finish === 'length') throw unavailable('the answer is longer than maxOutputTokens');
  if (finish === 'content_filter') throw unavailable('a content filter stopped the answer');
  return message.content ?? '';
}

function parseContent<T>(content: string, schema: ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(content));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw unavailable(`the answer does not match the schema at ${places}`);
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw unavailable('the answer is not JSON');
  }
}

const unavailable = (reason: string): RexError =>
  new RexError('PROVIDER_UNAVAILABLE', `The language model gave no usable answer: ${reason}`);
