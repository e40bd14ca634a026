import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface AskedSource {
  readonly method: string;
  readonly path: string;
  readonly email: string;
  readonly key: string;
}

export type SourceReply = (response: ServerResponse, asked: AskedSource) => void;

/** A server on this machine that speaks the protocols of Apollo (below /apollo) and Hunter (below /hunter). */
export interface DataProvider {
  readonly apolloUrl: string;
  readonly hunterUrl: string;
  readonly asked: AskedSource[];
  apollo: SourceReply;
  hunter: SourceReply;
  stop(): Promise<void>;
}

export const replying =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SourceReply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const apolloPerson = (person: object | null): SourceReply => replying(200, { person });
export const hunterData = (data: object): SourceReply => replying(200, { data, meta: {} });
export const hunterProblem = (status: number): SourceReply =>
  replying(status, { errors: [{ id: 'problem', code: status, details: 'No.' }] });

export async function startDataProvider(): Promise<DataProvider> {
  const asked: AskedSource[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://provider.example');
    const call = {
      method: request.method ?? '',
      path: pathname,
      email: searchParams.get('email') ?? '',
      key: String(request.headers['x-api-key'] ?? ''),
    };
    asked.push(call);
    if (call.path.startsWith('/apollo/')) self.apollo(response, call);
    else self.hunter(response, call);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const self: DataProvider = {
    apolloUrl: `http://127.0.0.1:${port}/apollo`,
    hunterUrl: `http://127.0.0.1:${port}/hunter`,
    asked,
    apollo: apolloPerson(null),
    hunter: hunterProblem(404),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}
