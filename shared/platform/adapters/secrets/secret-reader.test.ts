import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSecret, readSecretSettings } from './secret-reader.ts';

/** AWS's own words. */
const MISSING: Record<string, string> = {
  'arn:none': "Secrets Manager can't find the specified secret.",
  'arn:not-yet': "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
};

describe('readSecret', () => {
  const stored: Record<string, string> = {
    'arn:thread': 's3cret',
    'arn:empty': '',
    'arn:emptied': ' \n',
    'arn:account': '{"apiKey":"k"}',
  };
  let server: Server;
  let client: SecretsManagerClient;
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const { SecretId } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      const found = stored[SecretId] !== undefined;
      response.writeHead(found ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(
          found
            ? { SecretString: stored[SecretId] }
            : { __type: 'ResourceNotFoundException', message: MISSING[SecretId] ?? 'x' },
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

  it('returns the text, and says when it is missing', async () => {
    expect(await readSecret(client, 'arn:thread')).toBe('s3cret');
    await expect(readSecret(client, 'arn:empty')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(readSecret(client, 'arn:none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('returns no settings for an empty secret, and fails for a missing one', async () => {
    expect(await readSecretSettings(client, 'arn:account')).toEqual({ apiKey: 'k' });
    for (const empty of ['arn:not-yet', 'arn:empty', 'arn:emptied']) {
      expect(await readSecretSettings(client, empty)).toEqual({});
    }
    await expect(readSecretSettings(client, 'arn:none')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const broken = await readSecretSettings(client, 'arn:thread').catch((error: unknown) => error);
    expect(broken).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(String(broken)).not.toContain('s3cret');
  });
});
