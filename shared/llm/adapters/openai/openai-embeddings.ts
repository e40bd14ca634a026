import OpenAI from 'openai';
import * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import type { EmbeddingProvider } from '../../app/ports/llm.ts';
import { reasonOf } from './failure.ts';
import type { OpenAiOptions } from './openai-llm.ts';

const MAX_RETRIES = 2;
/** Half of what text-embedding-3 gives at most: its beginning is a vector of its own (Matryoshka learning). */
const DIMENSIONS = 512;

/** The parts of an answer that are used. Compatible servers give them in any order, and may leave the usage out. */
const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
  usage: z
    .object({ prompt_tokens: z.number().int().nonnegative().catch(0) })
    .nullish()
    .catch(undefined),
});

export function openAiEmbeddings({ apiKey, model, baseUrl }: OpenAiOptions): EmbeddingProvider {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: MAX_RETRIES });
  return {
    model,
    async call(texts, timeoutMs) {
      const answer = answerSchema.safeParse(await ask(client, model, texts, timeoutMs));
      if (!answer.success) throw unavailable('the answer holds no vectors');
      const { data, usage } = answer.data;
      const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => unit(embedding));
      const length = vectors[0]?.length;
      if (vectors.length !== texts.length || vectors.some((vector) => vector.length !== length))
        throw unavailable(
          `${vectors.length} vectors came for ${texts.length} texts, or they differ in length`,
        );
      return { vectors, usage: { inputTokens: usage?.prompt_tokens ?? 0, outputTokens: 0 } };
    },
  };
}

async function ask(
  client: OpenAI,
  model: string,
  input: readonly string[],
  timeoutMs: number,
): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await client.embeddings.create(
      {
        model,
        input: [...input],
        // The SDK asks for base64 by itself, which compatible servers do not know.
        encoding_format: 'float',
        ...(model.startsWith('text-embedding-3') ? { dimensions: DIMENSIONS } : {}),
      },
      { signal, timeout: timeoutMs },
    );
  } catch (error) {
    if (signal.aborted) throw unavailable(`no answer within ${timeoutMs} ms`);
    throw unavailable(reasonOf(error));
  }
}

/** Of length 1, so that the product of two is their cosine. */
function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (each) => (length === 0 ? 0 : each / length));
}

const unavailable = (reason: string): RexError =>
  new RexError('PROVIDER_UNAVAILABLE', `The embedding model gave no usable answer: ${reason}`);
