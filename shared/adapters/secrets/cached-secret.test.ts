import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CachedSecret } from './cached-secret.ts';

describe('CachedSecret', () => {
  let server: Server;
  let client: SecretsManagerClient;
  let stored = 'one';
  let calls = 0;
  let now = new Date('2026-01-01T00:00:00Z');
  beforeAll(async () => {
    server = createServer((_, response) => {
      calls++;
      response.writeHead(stored === 'missing' ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(
          stored === 'missing' ? { __type: 'ResourceNotFoundException' } : { SecretString: stored },
        ),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new SecretsManagerClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
  });
  afterAll(() => {
    client.destroy();
    server.close();
  });

  it('is fetched once in ten minutes, and again after a failure', async () => {
    const secret = new CachedSecret(client, 'arn:secret', { now: () => now });
    stored = 'missing';
    await expect(secret.value()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    stored = 'one';
    calls = 0;
    expect(await Promise.all([secret.value(), secret.value()])).toEqual(['one', 'one']);
    expect(calls).toBe(1);
    stored = 'two';
    expect(await secret.value()).toBe('one');
    now = new Date('2026-01-01T00:10:00Z');
    expect(await secret.value()).toBe('two');
    stored = '';
    now = new Date('2026-01-01T00:20:00Z');
    await expect(secret.value()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
