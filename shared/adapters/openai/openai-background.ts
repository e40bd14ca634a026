import OpenAI from 'openai';
import * as z from 'zod';
import type { LlmCall } from '../../app/ports/llm.ts';
import type { BackgroundAnswer, BackgroundProvider } from '../../app/ports/llm-jobs.ts';
import { RexError } from '../../kernel/errors.ts';
import type { OpenAiOptions } from './openai-llm.ts';

const TIMEOUT_MS = 8_000;
const MAX_RETRIES = 2;
const TAG = 'rex';

const FAILED: ReadonlySet<string> = new Set(['failed', 'cancelled', 'incomplete']);

/** The Responses API with `background`: the answer is kept by the provider, which tells of it by a webhook. */
export function openAiBackground({ apiKey, model, baseUrl }: OpenAiOptions): BackgroundProvider {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: MAX_RETRIES, timeout: TIMEOUT_MS });
  return {
    model,
    async submit({ system, user, schema, schemaName, maxOutputTokens }: LlmCall<unknown>, tag: string) {
      const { id } = await heard(() =>
        client.responses.create({
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
        }),
      );
      return id;
    },
    async fetch(responseId: string): Promise<BackgroundAnswer> {
      const answer = await heard(() => client.responses.retrieve(responseId));
      const status = answer.status ?? 'completed';
      const content = status === 'completed' ? jsonOf(answer) : undefined;
      return {
        tag: answer.metadata?.[TAG] ?? '',
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

async function heard<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof OpenAI.APIError && error.status === 404) {
      throw new RexError('NOT_FOUND', 'The provider knows no such answer.', { cause: error });
    }
    if (error instanceof OpenAI.APIError || error instanceof SyntaxError) {
      throw new RexError('PROVIDER_UNAVAILABLE', 'The language model did not take or give the answer.', {
        cause: error,
      });
    }
    throw error;
  }
}

/** The text of the answer as JSON; undefined when it is none, or the model refused. */
function jsonOf({ output }: OpenAI.Responses.Response): unknown {
  const texts = (output ?? []).flatMap((item) =>
    item.type === 'message'
      ? item.content.flatMap((part) => (part.type === 'output_text' ? [part.text] : []))
      : [],
  );
  try {
    return JSON.parse(texts.join(''));
  } catch {
    return undefined;
  }
}
