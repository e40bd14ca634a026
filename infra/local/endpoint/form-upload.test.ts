import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeServer, listen } from '../net.ts';
import { isFormUpload, readFormUpload } from './form-upload.ts';

const LIMIT = 20 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'form-'));
const FILE = join(folder, 'file');
const KEY = 'uploads/a.csv';
const client = new S3Client({
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIA1', secretAccessKey: 'a secret' },
});

let server: Server;
let url: string;
beforeAll(async () => {
  server = await listen(0, (request, response) => {
    const signers = { now: new Date(), secretOf: () => 'a secret' };
    readFormUpload(request, FILE, signers).then(
      ({ bucket, key }) =>
        response.end(JSON.stringify({ form: isFormUpload(request), bucket, key, size: statSync(FILE).size })),
      (error: Error) => response.writeHead(400).end(JSON.stringify({ code: error.name })),
    );
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/files`;
});
afterAll(async () => {
  await closeServer(server);
  rmSync(folder, { recursive: true, force: true });
});

/** Posts a form as the SDK of AWS signs it, for a file of `most` bytes at most, with some of its fields changed. */
async function post(most: number, bytes: number, changes: Readonly<Record<string, string>> = {}) {
  const { fields } = await createPresignedPost(client, {
    Bucket: 'files',
    Key: KEY,
    Conditions: [['content-length-range', 1, most]],
  });
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) {
    if (value !== '') body.set(name, value);
  }
  body.set('file', new Blob([new Uint8Array(bytes)]));
  return (await fetch(url, { method: 'POST', body })).json();
}

describe('a form upload', () => {
  it('accepts more than 11 MB', async () => {
    const size = 12 * 1024 * 1024;
    expect(await post(LIMIT, size)).toEqual({ form: true, bucket: 'files', key: KEY, size });
  });

  it.each([
    ['no body', ''],
    ['half of a body', '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc'],
  ])('is answered, with the reason, when it has %s', async (_, body) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ code: 'MalformedPOSTRequest' });
  });

  it.each([
    ['another key', LIMIT, 10, { key: 'uploads/b.csv' }, 'AccessDenied'],
    ['more than the policy allows', 9, 10, {}, 'EntityTooLarge'],
    ['nothing', 9, 0, {}, 'EntityTooSmall'],
    ['no key', LIMIT, 10, { key: '' }, 'InvalidArgument'],
    ['a policy that nobody signed', LIMIT, 10, { Policy: 'eA==' }, 'SignatureDoesNotMatch'],
  ])('is answered, with the reason, when it brings %s', async (_, most, bytes, changes, code) => {
    expect(await post(most, bytes, changes as Record<string, string>)).toEqual({ code });
  });
});
