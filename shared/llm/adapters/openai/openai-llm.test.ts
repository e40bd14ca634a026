import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openMemory } from '../../../../test/memory/tables.ts';
import { alertStores } from '../../../alerts/adapters/stores.ts';
import { llmGateway } from '../../app/llm-gateway.ts';
import type { LlmCall } from '../../app/ports/llm.ts';
import { llmSettingsSchema } from '../../contract/settings.ts';
import { openAiBackground } from './openai-background.ts';
import { openAiLlm } from './openai-llm.ts';

const SCHEMA = z.object({ city: z.string(), people: z.number() });
const REQUEST: LlmCall<z.infer<typeof SCHEMA>> = {
  schema: SCHEMA,
  schemaName: 'city',
  system: 'You know cities.',
  user: 'Which is the largest?',
  maxOutputTokens: 50,
  timeoutMs: 20_000,
};

const jsonOf = (body: string): unknown => (body === '' ? undefined : JSON.parse(body));

type Answer = (response: ServerResponse) => void;

/** What the server answers, call by call; the last one is repeated. */
let answers: Answer[];
let calls: { path: string; authorization: string | undefined; body: unknown }[];
let server: Server;

beforeEach(async () => {
  calls = [];
  server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const { url = '', headers } = request;
    calls.push({ path: url, authorization: headers.authorization, body: jsonOf(await text(request)) });
    answers[Math.min(calls.length, answers.length) - 1]!(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

const completion = (message: object, rest: object = {}): Answer =>
  json(200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'test-model-2026',
    choices: [
      { index: 0, message: { role: 'assistant', refusal: null, ...message }, finish_reason: 'stop', ...rest },
    ],
    usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 },
  });

/** Tells the client to try again at once, so that the test does not wait for its back-off. */
const failure = (status: number): Answer =>
  json(
    status,
    { error: { message: 'Which is the largest? failed', type: 'server_error', code: 'overloaded' } },
    { 'retry-after-ms': '1' },
  );

const GOOD = completion({ content: '{"city":"Tokyo","people":37}' });

function baseUrl(): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}/v1`;
}
const llm = (model = 'test-model') => openAiLlm({ apiKey: 'key-1', model, baseUrl: baseUrl() });
const ask = (request: Partial<typeof REQUEST> = {}) => llm().call({ ...REQUEST, ...request });

describe('openAiLlm', () => {
  it('requests the schema in strict mode and returns the parsed answer with its usage', async () => {
    answers = [GOOD];
    expect(await ask()).toEqual({
      value: { city: 'Tokyo', people: 37 },
      usage: { inputTokens: 12, outputTokens: 7 },
      model: 'test-model-2026',
    });
    expect(calls).toMatchObject([
      {
        path: '/v1/chat/completions',
        authorization: 'Bearer key-1',
        body: {
          model: 'test-model',
          max_completion_tokens: 50,
          messages: [
            { role: 'system', content: 'You know cities.' },
            { role: 'user', content: 'Which is the largest?' },
          ],
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'city', strict: true, schema: { required: ['city', 'people'] } },
          },
        },
      },
    ]);
  });

  it('accepts an answer without usage, which some servers send', async () => {
    answers = [
      json(200, {
        model: 'm',
        choices: [{ message: { content: '{"city":"Oslo","people":1}' }, finish_reason: 'stop' }],
      }),
    ];
    expect(await ask()).toMatchObject({
      value: { city: 'Oslo' },
      usage: { inputTokens: 0, outputTokens: 0 },
    });
  });

  it('tries again when the server fails', async () => {
    answers = [failure(500), failure(429), GOOD];
    expect((await ask()).value.city).toBe('Tokyo');
    expect(calls).toHaveLength(3);
  });

  it('gives up after two more tries, without repeating what the provider said', async () => {
    answers = [failure(500)];
    await expect(ask()).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: 'The language model gave no usable answer: it answered 500 overloaded',
    });
    expect(calls).toHaveLength(3);
  });

  it('does not try again when the request is refused', async () => {
    answers = [failure(401)];
    await expect(ask()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(calls).toHaveLength(1);
  });

  it('ends the whole call at its time-out when the server is slow', async () => {
    answers = [() => {}];
    await expect(ask({ timeoutMs: 100 })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringContaining('no answer within 100 ms'),
    });
  });

  it.each([
    ['content that is not JSON', completion({ content: 'Tokyo, of course' }), 'the answer is not JSON'],
    [
      'content of another shape',
      completion({ content: '{"city":"Tokyo","people":"many"}' }),
      'the schema at people',
    ],
    ['no content', completion({ content: null }), 'the answer is not JSON'],
    ['a refusal', completion({ content: null, refusal: 'I cannot' }), 'the model refused'],
    [
      'a cut answer',
      completion({ content: '{"city":"To' }, { finish_reason: 'length' }),
      'longer than maxOutputTokens',
    ],
    [
      'a filtered answer',
      completion({ content: '' }, { finish_reason: 'content_filter' }),
      'a content filter',
    ],
    ['no choice', json(200, { model: 'm', choices: [] }), 'no choice'],
    ['a body that is another thing', json(200, { hello: 'world' }), 'no choice'],
    ['a choice without a message', json(200, { model: 'm', choices: [{}] }), 'no message'],
    [
      'a body that is not JSON',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('<html>busy</html>');
      },
      'the response is not JSON',
    ],
    [
      'a page in place of JSON',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html>busy</html>');
      },
      'no choice',
    ],
  ])('is PROVIDER_UNAVAILABLE for %s', async (_what, answer, reason) => {
    answers = [answer];
    await expect(ask()).rejects.toMatchObject({
      name: 'RexError',
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringContaining(reason),
    });
  });
});

/** What a server, or a gateway before it, may say with a 200 or 204. */
const raw =
  (status: number, body: string, type = 'application/json'): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };
const EMPTY: readonly (readonly [what: string, answer: Answer])[] = [
  ...['', '""', 'null', '0', '[]', 'true', '{"choices":null}', '{"choices":{}}', '{"choices":[]}'].map(
    (body) => [body || 'nothing', raw(200, body)] as const,
  ),
  ...[
    '{"choices":[null]}',
    '{"choices":[{}]}',
    '{"choices":[{"message":null}]}',
    '{"choices":[[]]}',
    '{"choices":["x"]}',
  ].map((body) => [body, raw(200, body)] as const),
  ...[
    '{"message":{}}',
    '{"message":{"content":7}}',
    '{"message":{"content":""}}',
    '{"message":{"content":"null"}}',
  ].map((choice) => [choice, raw(200, `{"choices":[${choice}]}`)] as const),
  ['cut JSON', raw(200, '{"choices":[{"mess')],
  ['a page', raw(200, '<html>busy</html>', 'text/html')],
  ['a page that calls itself JSON', raw(200, '<html>busy</html>')],
  ['bytes', raw(200, '\u0000\u0001', 'application/octet-stream')],
  ['no content', raw(204, '')],
  [
    'a broken connection',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices"');
      setTimeout(() => response.destroy(), 5);
    },
  ],
];

describe('an empty answer', () => {
  it.each(EMPTY)('%s is PROVIDER_UNAVAILABLE, and shows no header', async (_what, answer) => {
    answers = [answer];
    const error: unknown = await ask({ timeoutMs: 5_000 }).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ name: 'RexError', code: 'PROVIDER_UNAVAILABLE' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/key-1|authorization/i);
  });

  it.each(EMPTY)('%s makes Rex ask the fallback model', async (_what, answer) => {
    answers = [answer, GOOD];
    const gateway = llmGateway({
      providers: [llm(), llm('fallback-model')],
      reader: { read: () => [], kindOf: () => 'word' },
      settingsOf: async () => llmSettingsSchema.parse({ cacheDays: 0 }),
      clock: { now: () => new Date('2026-01-05T10:00:00Z') },
      ...alertStores(openMemory()),
      limits: { take: async () => ({ ok: true }) },
      ledger: {
        reserve: async () => true,
        settle: async () => undefined,
        recall: async () => undefined,
        remember: async () => undefined,
        countRecalled: async () => undefined,
        usage: async () => ({ spentMicros: 0, byPurpose: {} }),
        spent: async () => ({ day: 0, mission: 0 }),
      },
    });
    const { value } = await gateway.complete({
      ...REQUEST,
      workspace: 'acme',
      purpose: 'test',
      missionId: undefined,
    });
    expect(value).toEqual({ city: 'Tokyo', people: 37 });
    expect(calls.at(-1)).toMatchObject({ body: { model: 'fallback-model' } });
  });

  it('that comes late shows no header either', async () => {
    answers = [() => {}];
    const error: unknown = await ask({ timeoutMs: 100 }).catch((failure: unknown) => failure);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/key-1|authorization/i);
  });
});

describe('openAiBackground', () => {
  const background = () => openAiBackground({ apiKey: 'key-1', model: 'm', baseUrl: baseUrl() });
  const RESPONSE = {
    id: 'resp_1',
    object: 'response',
    status: 'completed',
    metadata: { rex: 'job-1' },
    output: [
      { type: 'reasoning', summary: [] },
      { type: 'message', content: [{ type: 'output_text', text: '{"city":"Oslo"}' }] },
    ],
    usage: { input_tokens: 5, output_tokens: 2 },
  };

  it('submits, and reads the answer with its tag and usage', async () => {
    answers = [json(200, RESPONSE)];
    expect(await background().submit(REQUEST, 'job-1')).toBe('resp_1');
    expect(await background().fetch('resp_1')).toMatchObject({
      tag: 'job-1',
      state: 'done',
      content: { city: 'Oslo' },
      usage: { inputTokens: 5, outputTokens: 2 },
    });
  });

  it.each(EMPTY)('is PROVIDER_UNAVAILABLE or failed for %s', async (_what, answer) => {
    answers = [answer];
    const submitted: unknown = await background()
      .submit(REQUEST, 'job-1')
      .catch((error: unknown) => error);
    expect(submitted).toMatchObject({ name: 'RexError', code: 'PROVIDER_UNAVAILABLE' });
    expect(inspect(submitted, { depth: 20 })).not.toContain('key-1');
    const fetched: unknown = await background()
      .fetch('resp_1')
      .catch((error: unknown) => error);
    expect(fetched).toSatisfy(
      (each) =>
        (each as { code?: string }).code === 'PROVIDER_UNAVAILABLE' ||
        (each as { state?: string }).state === 'failed',
    );
  });

  it.each([
    ['no output', { ...RESPONSE, output: null }, 'failed'],
    ['a null in the output', { ...RESPONSE, output: [null, { type: 'message', content: [null] }] }, 'failed'],
    ['no metadata', { ...RESPONSE, metadata: null }, 'done'],
    ['usage that is none', { ...RESPONSE, usage: { input_tokens: 'many' } }, 'done'],
    ['still at it', { ...RESPONSE, status: 'in_progress', output: [] }, 'running'],
    ['cut off', { ...RESPONSE, status: 'incomplete' }, 'failed'],
  ])('reads %s', async (_what, body, state) => {
    answers = [json(200, body)];
    expect(await background().fetch('resp_1')).toMatchObject({ state });
  });
});
