import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { AwsError } from '../../infra/local/endpoint/aws-error.ts';
import { createSecrets } from '../../infra/local/endpoint/secrets.ts';
import { openStore } from '../../infra/local/store.ts';

/** The Secrets Manager of a local Rex on an address of its own, with nothing in it. */
export async function startSecretsManager() {
  const store = openStore(':memory:');
  const secrets = createSecrets(store);
  const held = new Map<string, () => void>();
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body = await json(request);
    const hold = held.get(operation);
    // Whoever asked waits for ever.
    if (hold) return hold();
    try {
      response.end(JSON.stringify(secrets.handle(operation, body)));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      response.writeHead(error.status).end(JSON.stringify({ __type: error.code, message: error.message }));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Calls of the operation are neither carried out nor answered from now on. Gives the first one. */
    hold: (operation: string): Promise<void> =>
      new Promise((resolve) => {
        held.set(operation, resolve);
      }),
    release: () => held.clear(),
    /** All that is kept, as text. */
    everything: (): string => JSON.stringify(store.db.prepare('SELECT * FROM settings').all()),
    stop() {
      server.closeAllConnections();
      server.close();
      store.close();
    },
  };
}
