import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** What most secrets of Rex may be: no model is set, and threads are signed with these very characters. */
const SECRET = JSON.stringify({ apiKey: '', baseUrl: '', model: '' });

/** The accounts at SendGrid and at booking services, by workspace: there are none. */
const NO_ACCOUNTS = '{}';

/** A Secrets Manager that knows these two, for functions that read theirs at their start. */
export async function withSecretServer<T>(work: (endpoint: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      const SecretString = /sendgrid|calendars/.test(body) ? NO_ACCOUNTS : SECRET;
      response.end(JSON.stringify({ Name: 'bench', SecretString }));
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
