import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';

/** What is kept of one passage. */
export interface StoredVector {
  readonly key: string;
  readonly data: { readonly float32: readonly number[] };
  readonly metadata: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface VectorsQuery {
  readonly filter: object;
  /** Exactly one of these: two lists are joined here, as for the index in the process. */
  readonly queryTexts?: readonly { readonly text: string; readonly metadataKey: string }[];
  readonly queryVector?: { readonly float32: readonly number[] };
}

export interface VectorsClientConfig {
  readonly indexArn: string;
  /** The first wait before another try; it doubles. */
  readonly firstPauseMs?: number;
}

/** The most that the service gives for one question. */
const TOP_K = 100;
const MOST_A_DELETE = 500;
const ATTEMPTS = 4;
const CALL_MS = 15_000;
const TRY_AGAIN = new Set([408, 429, 500, 503]);

const foundSchema = z.object({
  vectors: z.array(z.object({ key: z.string().min(1) })),
  nextToken: z.string().optional(),
});
const failureSchema = z.object({ message: z.string() });

/**
 * Asks one index of Amazon S3 Vectors. The SDK does not know `queryTexts` yet, so its REST API is asked, as the service model
 * 2025-07-15 describes it. All calls may be repeated: a put overwrites, and what was deleted is not there.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_QueryVectors.html
 */
export class VectorsClient {
  private readonly config: VectorsClientConfig;
  private readonly endpoint: URL;
  private readonly signer: SignatureV4;

  /** @throws RexError CONFIG_INVALID for a partition whose endpoints are not known here */
  constructor(config: VectorsClientConfig) {
    const [, partition = '', , region = ''] = config.indexArn.split(':');
    if (!['aws', 'aws-us-gov'].includes(partition))
      throw new RexError('CONFIG_INVALID', `S3 Vectors is not known in the partition ${partition}.`);
    this.config = config;
    this.endpoint = new URL(
      process.env['AWS_ENDPOINT_URL_S3VECTORS'] ?? `https://s3vectors.${region}.api.aws`,
    );
    this.signer = new SignatureV4({
      service: 's3vectors',
      region,
      sha256: NodeHash,
      credentials: async () => ({
        accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
        ...(process.env['AWS_SESSION_TOKEN'] && { sessionToken: process.env['AWS_SESSION_TOKEN'] }),
      }),
    });
  }

  async put(vectors: readonly StoredVector[]): Promise<void> {
    await this.call('PutVectors', { vectors });
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += MOST_A_DELETE)
      await this.call('DeleteVectors', { keys: keys.slice(at, at + MOST_A_DELETE) });
  }

  /** Keys, the best first. An answer may come in pages. */
  async query(query: VectorsQuery): Promise<string[]> {
    const keys: string[] = [];
    let nextToken: string | undefined;
    do {
      const asked = { ...query, topK: TOP_K, ...(nextToken === undefined ? {} : { nextToken }) };
      const page = foundSchema.safeParse(await this.call('QueryVectors', asked));
      if (!page.success)
        throw new RexError('PROVIDER_UNAVAILABLE', 'S3 Vectors answered QueryVectors in another form.');
      keys.push(...page.data.vectors.map(({ key }) => key));
      nextToken = page.data.nextToken || undefined;
    } while (nextToken !== undefined && keys.length < TOP_K);
    return keys;
  }

  private async call(operation: string, input: object): Promise<unknown> {
    const body = JSON.stringify({ indexArn: this.config.indexArn, ...input });
    for (let attempt = 1; ; attempt++) {
      const answer = await this.attempt(operation, body).catch((error: unknown) => ({ error }));
      if ('error' in answer ? attempt >= ATTEMPTS : !TRY_AGAIN.has(answer.status) || attempt >= ATTEMPTS)
        return readAnswer(operation, answer);
      await pause((this.config.firstPauseMs ?? 100) * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }

  private async attempt(operation: string, body: string): Promise<Answer> {
    const { protocol, hostname, port, host } = this.endpoint;
    const path = `/${operation}`;
    const { headers } = await this.signer.sign({
      method: 'POST',
      protocol,
      hostname,
      path,
      headers: { host, 'content-type': 'application/json' },
      body,
      ...(port && { port: Number(port) }),
    });
    // `fetch` says it by itself.
    const { host: _, ...sent } = headers;
    const response = await fetch(new URL(path, this.endpoint), {
      method: 'POST',
      headers: sent,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(CALL_MS),
    });
    const text = await response.text();
    // Half of an answer is none.
    return { status: response.status, content: text === '' ? {} : JSON.parse(text) };
  }
}

interface Answer {
  readonly status: number;
  readonly content: unknown;
}

function readAnswer(operation: string, answer: Answer | { readonly error: unknown }): unknown {
  if ('error' in answer)
    throw new RexError('PROVIDER_UNAVAILABLE', `S3 Vectors gave no answer to ${operation}.`, {
      cause: answer.error,
    });
  const { status, content } = answer;
  if (status === 200) return content;
  const { data } = failureSchema.safeParse(content);
  const code = TRY_AGAIN.has(status) ? 'PROVIDER_UNAVAILABLE' : 'INTERNAL';
  throw new RexError(code, `S3 Vectors refused ${operation} (${status}): ${data?.message ?? 'no reason'}.`);
}

/** What the signer asks of a hash. */
class NodeHash {
  private readonly state: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.state = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.state.update(bytesOf(chunk));
  }

  async digest(): Promise<Uint8Array> {
    return this.state.digest();
  }

  reset(): void {}
}

const bytesOf = (from: string | ArrayBuffer | ArrayBufferView): Uint8Array =>
  typeof from === 'string'
    ? Buffer.from(from)
    : ArrayBuffer.isView(from)
      ? new Uint8Array(from.buffer, from.byteOffset, from.byteLength)
      : new Uint8Array(from);
