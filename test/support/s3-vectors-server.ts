import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { sign } from '../../infra/lean-aws/sign.ts';

export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-the-test' };
export const INDEX_ARN = 'arn:aws:s3vectors:eu-central-1:123456789012:bucket/rex-passages/index/passages-3';
const REGION = 'eu-central-1';
const BYTES_A_REQUEST = 20 * 2 ** 20;
const [ALL_METADATA, FILTERABLE] = [40 * 1024, 2 * 1024];

/** Shapes of the service model 2025-07-15; what it does not name is refused. */
const index = { indexArn: z.literal(INDEX_ARN) };
const vectorOf = (dimensions: number) =>
  z
    .strictObject({ float32: z.array(z.number()).length(dimensions) })
    .refine(({ float32 }) => float32.some((n) => n !== 0), 'zeros are refused for cosines');
const keySchema = z.string().min(1).max(1024);
const valueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
]);
const metadataSchema = z
  .record(z.string().min(1).max(63), valueSchema)
  .refine((metadata) => Object.keys(metadata).length <= 50, 'at most 50 keys')
  .refine((metadata) => sizeOf(metadata) <= ALL_METADATA, 'at most 40 KB of metadata')
  .refine(
    ({ terms: _, ...filterable }) => sizeOf(filterable) <= FILTERABLE,
    'at most 2 KB of filterable metadata',
  );
const sizeOf = (value: object): number => Buffer.byteLength(JSON.stringify(value));

type Value = z.infer<typeof valueSchema>;
type Metadata = Readonly<Record<string, Value>>;
interface Stored {
  readonly float32: readonly number[];
  readonly metadata: Metadata;
}

/** How the server fails for a while: a status with the name of its exception, a cut connection, or half of an answer. */
export type Failure = { readonly status: number; readonly type: string } | 'reset' | 'half';

/**
 * A stand-in for S3 Vectors with one index of full-text search over `terms`: it takes what the documentation says and nothing
 * else, verifies signatures by another implementation than the one that made them, filters by the documented operators, and ranks
 * words by BM25 (k1 1.2, b 0.75). The service's own analyser and ranking are not known to this detail.
 */
export async function startS3Vectors({ dimensions = 3, pageSize = 100 } = {}) {
  const stored = new Map<string, Stored>();
  const calls: { readonly operation: string; readonly input: Record<string, unknown> }[] = [];
  let failures: Failure[] = [];
  const pages = new Map<string, string[]>();

  const schemas = {
    PutVectors: z.strictObject({
      ...index,
      vectors: z
        .array(
          z.strictObject({ key: keySchema, data: vectorOf(dimensions), metadata: metadataSchema.optional() }),
        )
        .min(1)
        .max(500),
    }),
    DeleteVectors: z.strictObject({ ...index, keys: z.array(keySchema).min(1).max(500) }),
    QueryVectors: z
      .strictObject({
        ...index,
        topK: z.number().int().min(1).max(100),
        queryVector: vectorOf(dimensions).optional(),
        queryTexts: z
          .array(z.strictObject({ text: z.string().min(1).max(1024), metadataKey: z.literal('terms') }))
          .min(1)
          .max(10)
          .optional(),
        filter: z.record(z.string(), z.unknown()).optional(),
        queryMode: z.enum(['CLASSIC', 'ENHANCED']).optional(),
        returnMetadata: z.boolean().optional(),
        returnDistance: z.boolean().optional(),
        returnScores: z.boolean().optional(),
        nextToken: z.string().min(1).max(4096).optional(),
      })
      .refine(({ queryVector, queryTexts }) => queryVector ?? queryTexts, 'a vector, texts, or both'),
  };

  const answer = (operation: string, body: string): object => {
    const known = z.enum(['PutVectors', 'DeleteVectors', 'QueryVectors']).parse(operation);
    const input = JSON.parse(body) as Record<string, unknown>;
    calls.push({ operation, input });
    if (known === 'PutVectors') {
      for (const { key, data, metadata = {} } of schemas.PutVectors.parse(input).vectors)
        stored.set(key, { float32: data.float32.map(Math.fround), metadata });
      return {};
    }
    if (known === 'DeleteVectors') {
      for (const key of schemas.DeleteVectors.parse(input).keys) stored.delete(key);
      return {};
    }
    const { nextToken, topK, ...query } = schemas.QueryVectors.parse(input);
    const left = nextToken === undefined ? rank(stored, query).slice(0, topK) : pages.get(nextToken);
    if (!left) throw new Error('That token is not known.');
    const more = left.length > pageSize ? `token-${pages.size}` : undefined;
    if (more !== undefined) pages.set(more, left.slice(pageSize));
    return {
      distanceMetric: 'cosine',
      vectors: left.slice(0, pageSize).map((key) => ({ key })),
      ...(more !== undefined && { nextToken: more }),
    };
  };

  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const say = (status: number, content: object, type = '') =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...(type && { 'x-amzn-errortype': type }) })
        .end(JSON.stringify(content));
    const failure = failures.shift();
    if (failure === 'reset') return void request.socket.destroy();
    if (failure === 'half') {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"vectors":[');
      setTimeout(() => request.socket.destroy(), 20);
      return;
    }
    if (failure) return void say(failure.status, { message: 'For the test.' }, failure.type);
    const wrong = signatureProblem(request, body);
    if (wrong) return void say(403, { message: wrong }, 'AccessDeniedException');
    if (
      body.length > BYTES_A_REQUEST ||
      request.method !== 'POST' ||
      request.headers['content-type'] !== 'application/json'
    )
      return void say(400, { message: 'No such request.' }, 'ValidationException');
    try {
      say(200, answer((request.url ?? '').slice(1), body.toString()));
    } catch (error) {
      say(
        400,
        { message: error instanceof z.ZodError ? z.prettifyError(error) : String(error) },
        'ValidationException',
      );
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stored,
    calls,
    fail: (next: readonly Failure[]): void => {
      failures = [...next];
    },
    stop: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function signatureProblem(
  { method = '', url = '', headers }: IncomingMessage,
  body: Buffer,
): string | undefined {
  const given = headers.authorization ?? '';
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(given) ?? [];
  const time = String(headers['x-amz-date'] ?? '');
  const at = new Date(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(Date.now() - at.getTime()) < 300_000)) return 'The time of the signature is wrong.';
  for (const name of ['host', 'x-amz-date', 'content-type'])
    if (!names.split(';').includes(name)) return `The header ${name} is not signed.`;
  const signed = Object.fromEntries(names.split(';').map((name) => [name, String(headers[name] ?? '')]));
  sign(
    { method, path: url, query: '', headers: signed, body },
    { region: REGION, service: 's3vectors' },
    CREDENTIALS,
    at,
  );
  return signed['authorization'] === given ? undefined : 'The signature does not match.';
}

function rank(
  stored: ReadonlyMap<string, Stored>,
  {
    filter,
    queryTexts,
    queryVector,
  }: {
    readonly filter?: object | undefined;
    readonly queryTexts?: readonly { readonly text: string }[] | undefined;
    readonly queryVector?: { readonly float32: readonly number[] } | undefined;
  },
): string[] {
  const within = [...stored].filter(([, { metadata }]) => filter === undefined || matches(filter, metadata));
  const lists = [
    ...(queryTexts ?? []).map(({ text }) => byWords(within, text)),
    ...(queryVector ? [byDistance(within, queryVector.float32)] : []),
  ];
  const scores = new Map<string, number>();
  for (const list of lists)
    for (const [place, key] of list.entries()) scores.set(key, (scores.get(key) ?? 0) + 1 / (61 + place));
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([key]) => key);
}

type Entries = readonly (readonly [string, Stored])[];
const tokens = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function byWords(entries: Entries, question: string): string[] {
  const texts = entries.map(([key, { metadata }]) => [key, tokens(String(metadata['terms'] ?? ''))] as const);
  const mean = texts.reduce((sum, [, words]) => sum + words.length, 0) / Math.max(1, texts.length);
  const asked = new Set(tokens(question));
  const weight = new Map(
    [...asked].map((word) => {
      const having = texts.filter(([, words]) => words.includes(word)).length;
      return [word, Math.log(1 + (texts.length - having + 0.5) / (having + 0.5))] as const;
    }),
  );
  return texts
    .map(([key, words]) => {
      const score = [...asked].reduce((sum, word) => {
        const count = words.filter((each) => each === word).length;
        return (
          sum +
          ((weight.get(word) ?? 0) * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * words.length) / mean))
        );
      }, 0);
      return { key, score };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ key }) => key);
}

function byDistance(entries: Entries, asked: readonly number[]): string[] {
  const cosine = (of: readonly number[]): number =>
    of.reduce((sum, n, at) => sum + n * (asked[at] ?? 0), 0) / Math.hypot(...of) / Math.hypot(...asked);
  return entries.toSorted(([, a], [, b]) => cosine(b.float32) - cosine(a.float32)).map(([key]) => key);
}

/** @throws for an operator, or a value of one, that the documentation does not have, and for what is not filterable */
function matches(filter: object, metadata: Metadata): boolean {
  return Object.entries(filter).every(([name, condition]) => {
    if (name === '$and' || name === '$or') {
      if (!Array.isArray(condition) || condition.length === 0) throw new Error(`${name} takes filters.`);
      const each = condition.map((part) => matches(part, metadata));
      return name === '$and' ? each.every(Boolean) : each.some(Boolean);
    }
    if (name.startsWith('$') || name === 'terms') throw new Error(`${name} is no filterable key.`);
    const value = metadata[name];
    const tests =
      typeof condition === 'object' && condition !== null
        ? Object.entries(condition)
        : [['$eq', condition] as const];
    return tests.every(([operator, wanted]) => compare(operator, value, wanted));
  });
}

function compare(operator: string, value: Value | undefined, wanted: unknown): boolean {
  const isOneOf = (some: unknown): boolean =>
    Array.isArray(value) ? value.includes(some as string) : value === some;
  const number = (of: unknown): number => {
    if (typeof of !== 'number') throw new Error(`${operator} takes a number.`);
    return of;
  };
  switch (operator) {
    case '$eq':
      if (typeof wanted === 'object') throw new Error('$eq takes one value.');
      return isOneOf(wanted);
    case '$gt':
      return typeof value === 'number' && value > number(wanted);
    case '$gte':
      return typeof value === 'number' && value >= number(wanted);
    case '$in':
      if (!Array.isArray(wanted) || wanted.length === 0) throw new Error('$in takes values.');
      return wanted.some(isOneOf);
    default:
      throw new Error(`${operator} is not known.`);
  }
}
