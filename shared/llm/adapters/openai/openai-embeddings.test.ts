import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenAiServer, startOpenAiServer } from '../../../../test/support/openai-server.ts';
import { openAiEmbeddings } from './openai-embeddings.ts';

let server: OpenAiServer;
beforeAll(async () => {
  server = await startOpenAiServer(() => undefined);
});
afterAll(() => server?.stop());

/** A server that answers this, whatever it is asked for. */
function answering(answer: unknown, status = 200) {
  server.answer = (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  const provider = openAiEmbeddings({
    apiKey: 'sk-test',
    model: 'text-embedding-3-small',
    baseUrl: server.url,
  });
  return (texts: readonly string[]) => provider.call(texts, 5_000);
}
const vector = (index: number, ...embedding: number[]) => ({ object: 'embedding', index, embedding });

it('asks for floats, and gives vectors of length 1 in the order of the texts', async () => {
  const call = answering({ data: [vector(1, 0, 2), vector(0, 3, 4)], usage: { prompt_tokens: 7 } });
  const { vectors, usage } = await call(['one', 'two']);
  expect(vectors.map((each) => [...each].map((value) => value.toFixed(2)))).toEqual([
    ['0.60', '0.80'],
    ['0.00', '1.00'],
  ]);
  expect(usage).toEqual({ inputTokens: 7, outputTokens: 0 });
  expect(JSON.parse(server.asked.at(-1)?.raw ?? '')).toEqual({
    model: 'text-embedding-3-small',
    input: ['one', 'two'],
    encoding_format: 'float',
    dimensions: 512,
  });
});

it.each([
  ['fewer vectors than texts', { data: [vector(0, 1)] }, 200],
  ['vectors of different lengths', { data: [vector(0, 1), vector(1, 1, 2)] }, 200],
  ['no vectors', { data: 'none' }, 200],
  ['a refusal', { error: { message: 'one and two', code: 'bad_input' } }, 400],
])('takes %s for no answer, and repeats nothing of it', async (_, answer, status) => {
  const failed = await answering(answer, status)(['one', 'two']).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  expect(String(failed)).not.toContain('one and two');
});
