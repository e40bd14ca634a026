import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface AskedText {
  readonly path: string;
  readonly authorization: string;
  readonly form: URLSearchParams;
}

export type TextAnswer = (response: ServerResponse, asked: AskedText) => void | Promise<void>;

/** A server on this machine that speaks the protocol of Twilio's Messages resource, and says what it is told to say. */
export interface TwilioServer {
  readonly url: string;
  readonly asked: AskedText[];
  answer: TextAnswer;
  stop(): Promise<void>;
}

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

export const taking: TextAnswer = (response, { form }) =>
  send(response, 201, { sid: `SM${'0'.repeat(32)}`, status: 'queued', to: form.get('To'), error_code: null });

export const refusing =
  (status: number, code: number): TextAnswer =>
  (response) =>
    send(response, status, {
      code,
      message: 'No.',
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
    });

export async function startTwilioServer(): Promise<TwilioServer> {
  const asked: AskedText[] = [];
  const server = createServer(async (request, response) => {
    const call = {
      path: `${request.method} ${request.url}`,
      authorization: request.headers.authorization ?? '',
      form: new URLSearchParams(await text(request)),
    };
    asked.push(call);
    await self.answer(response, call);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const self: TwilioServer = {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: taking,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}
