import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface AskedModel {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly raw: string;
}

interface BackgroundQuestion {
  readonly id: string;
  readonly model: string;
  readonly background: boolean;
  readonly instructions: string;
  readonly input: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export type ModelAnswer = (response: ServerResponse, asked: AskedModel) => void | Promise<void>;

/** A server on this machine that speaks the chat-completions protocol, and says what it is told to say. */
export interface OpenAiServer {
  readonly url: string;
  readonly asked: AskedModel[];
  answer: ModelAnswer;
  /** Questions that were asked in the background (`POST /responses`), as they came. */
  readonly background: BackgroundQuestion[];
  /** What is answered to one of them: until then it is queued. */
  finish(id: string, answer: { readonly status?: string; readonly content?: unknown }): void;
  stop(): Promise<void>;
}

export async function startOpenAiServer(answer: ModelAnswer): Promise<OpenAiServer> {
  const asked: AskedModel[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const raw = await text(request);
    if (request.url?.startsWith('/v1/responses')) return inBackground(request, response, raw);
    const call: AskedModel = { ...JSON.parse(raw), raw };
    asked.push(call);
    await self.answer(response, call);
  });
  const background: BackgroundQuestion[] = [];
  const finished = new Map<string, { status?: string; content?: unknown }>();
  const inBackground = (request: IncomingMessage, response: ServerResponse, raw: string): void => {
    if (request.method === 'POST')
      background.push({ ...JSON.parse(raw), id: `resp_${background.length + 1}` });
    const id = request.method === 'POST' ? `resp_${background.length}` : request.url?.split('/').at(-1);
    const question = background.find((each) => each.id === id);
    if (!question) {
      send(response, 404, '{"error":{"message":"no such response"}}');
      return;
    }
    const { status = 'completed', content } = finished.get(question.id) ?? { status: 'queued' };
    const said = typeof content === 'string' ? content : JSON.stringify(content);
    const parts = content === undefined ? [] : [{ type: 'output_text', text: said, annotations: [] }];
    const output = [{ id: 'msg_1', type: 'message', role: 'assistant', status, content: parts }];
    const usage = { input_tokens: 900, output_tokens: 300, total_tokens: 1_200 };
    const { metadata, model } = question;
    send(
      response,
      200,
      JSON.stringify({ id: question.id, object: 'response', status, model, metadata, output, usage }),
    );
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const self: OpenAiServer = {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    answer,
    background,
    finish: (id, given) => void finished.set(id, given),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

const send = (response: ServerResponse, status: number, body: string, headers: object = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
};

/** A good answer with this content. */
export const saying =
  (content: unknown, rest: object = {}): ModelAnswer =>
  (response, { model }) =>
    send(
      response,
      200,
      JSON.stringify({
        id: 'chatcmpl-1',
        object: 'chat.completion',
        created: 1,
        model,
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              content: typeof content === 'string' ? content : JSON.stringify(content),
              refusal: null,
              ...rest,
            },
            finish_reason: 'stop',
          },
        ],
        usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
      }),
    );

/** An error, with the header that asks to be tried again at once. */
export const failing =
  (status: number): ModelAnswer =>
  (response) =>
    send(response, status, '{"error":{"message":"no"}}', { 'retry-after-ms': '1' });

export const saysRaw =
  (body: string): ModelAnswer =>
  (response) =>
    send(response, 200, body);

/** No answer at all, for as long as anybody waits. */
export const silence: ModelAnswer = () => undefined;
