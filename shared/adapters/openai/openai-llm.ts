import OpenAI from 'openai';
import type { ZodType } from 'zod';
import * as z from 'zod';
import type { LlmCall, LlmProvider } from '../../app/ports/llm.ts';
import { RexError } from '../../kernel/errors.ts';

export interface OpenAiOptions {
  readonly apiKey: string;
  readonly model: string;
  /** Of any server that speaks the chat-completions protocol. Default: OpenAI's own. */
  readonly baseUrl?: string;
}

/** Beyond the first try, for connection errors, 408, 409, 429 and 5xx, as the SDK judges. */
const MAX_RETRIES = 2;

type Completion = OpenAI.Chat.ChatCompletion;

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
    return await client.chat.completions.create(
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
  } catch (error) {
    if (signal.aborted) throw unavailable(`no answer within ${timeoutMs} ms`, error);
    if (error instanceof OpenAI.APIError) throw unavailable(reasonOf(error), error);
    // The SDK throws what JSON.parse throws when the body of a 200 is not JSON.
    if (error instanceof SyntaxError) throw unavailable('the response is not JSON', error);
    throw error;
  }
}

/** zod's own JSON Schema: `openai/helpers/zod` says the same and brings 140 KB of converters for older zods. */
const strictSchema = (name: string, schema: ZodType) => ({
  name,
  strict: true,
  schema: { ...z.toJSONSchema(schema, { target: 'draft-7' }) },
});

/** Without the provider's own text: it can repeat the prompt, and messages are logged. */
const reasonOf = (error: InstanceType<typeof OpenAI.APIError>): string =>
  error.status === undefined ? 'no connection' : `it answered ${error.status} ${error.code ?? ''}`.trim();

function contentOf({ choices }: Completion): string {
  const choice = choices?.[0];
  if (choice === undefined) throw unavailable('the answer holds no choice');
  // Typed as always there; compatible servers differ.
  if (choice.message === undefined) throw unavailable('the answer holds no message');
  if (choice.message.refusal) throw unavailable('the model refused');
  if (choice.finish_reason === 'length') throw unavailable('the answer is longer than maxOutputTokens');
  if (choice.finish_reason === 'content_filter') throw unavailable('a content filter stopped the answer');
  return choice.message.content ?? '';
}

function parseContent<T>(content: string, schema: ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(content));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw unavailable(`the answer does not match the schema at ${places}`, parsed.error);
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw unavailable('the answer is not JSON', error);
  }
}

const unavailable = (reason: string, cause?: unknown): RexError =>
  new RexError('PROVIDER_UNAVAILABLE', `The language model gave no usable answer: ${reason}`, { cause });
