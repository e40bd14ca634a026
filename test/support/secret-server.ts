import { once } from 'node:events';
import { createServer } from 'node:http';

/** What both secrets of Rex may be: no model is set, and threads are signed with these very characters. */
const SECRET = JSON.stringify({ apiKey: '', baseUrl: '', model: '' });

/** A Secrets Manager that knows one secret, for functions that read theirs at their start. */
export async function withSecretServer<T>(work: (endpoint: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ Name: 'bench', SecretString: SECRET }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No free port.');
  try {
    return await work(`http://127.0.0.1:${address.port}`);
  } finally {
    server.close();
  }
}
