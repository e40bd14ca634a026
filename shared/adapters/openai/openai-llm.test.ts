import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { LlmCall } from '../../app/ports/llm.ts';
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

type Answer = (response: ServerResponse) => void;

/** What the server answers, call by call; the last one is repeated. */
let answers: Answer[];
let calls: { path: string; authorization: string | undefined; body: unknown }[];
let server: Server;

beforeEach(async () => {
  calls = [];
  server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const { url = '', headers } = request;
    calls.push({ path: url, authorization: headers.authorization, body: JSON.parse(await text(request)) });
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

function ask(request: Partial<typeof REQUEST> = {}) {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const llm = openAiLlm({
    apiKey: 'key-1',
    model: 'test-model',
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
  });
  return llm.call({ ...REQUEST, ...request });
}

describe('openAiLlm', () => {
  it('asks for the schema in strict form and gives the parsed answer with its usage', async () => {
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

  it('takes an answer without usage, as some servers give it', async () => {
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
