import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeServer, listen } from '../net.ts';
import { isFormUpload, readFormUpload } from './form-upload.ts';

const LIMIT = 20 * 1024 * 1024;
const policy = (most: number): string =>
  Buffer.from(
    JSON.stringify({
      expiration: '2100-01-01T00:00:00Z',
      conditions: [['eq', '$key', 'uploads/a.csv'], ['content-length-range', 1, most], { bucket: 'files' }],
    }),
  ).toString('base64');

let server: Server;
let url: string;
beforeAll(async () => {
  server = await listen(0, (request, response) => {
    readFormUpload(request, LIMIT).then(
      ({ bucket, key, file }) =>
        response.end(JSON.stringify({ form: isFormUpload(request), bucket, key, size: file.length })),
      (error: Error) => response.writeHead(400).end(JSON.stringify({ code: error.name })),
    );
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/files`;
});
afterAll(() => closeServer(server));

async function post(fields: Readonly<Record<string, string>>, bytes: number): Promise<unknown> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(bytes)]));
  return (await fetch(url, { method: 'POST', body })).json();
}

describe('a form upload', () => {
  it('takes more than 11 MB', async () => {
    const size = 12 * 1024 * 1024;
    expect(await post({ key: 'uploads/a.csv', Policy: policy(LIMIT) }, size)).toEqual({
      form: true,
      bucket: 'files',
      key: 'uploads/a.csv',
      size,
    });
  });

  it.each([
    ['another key', { key: 'uploads/b.csv', Policy: policy(LIMIT) }, 10, 'AccessDenied'],
    ['more than the policy allows', { key: 'uploads/a.csv', Policy: policy(9) }, 10, 'EntityTooLarge'],
    ['nothing', { key: 'uploads/a.csv', Policy: policy(9) }, 0, 'EntityTooSmall'],
    ['more than this machine takes', { key: 'uploads/a.csv' }, LIMIT + 100_000, 'EntityTooLarge'],
    ['no key', {}, 10, 'InvalidArgument'],
    ['a policy that is none', { key: 'uploads/a.csv', Policy: 'x' }, 10, 'InvalidPolicyDocument'],
  ])('is answered, with the reason, when it brings %s', async (_, fields, bytes, code) => {
    expect(await post(fields as Record<string, string>, bytes)).toEqual({ code });
  });
});
