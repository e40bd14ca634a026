import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeServer, listen } from '../net.ts';
import { AwsError } from './aws-error.ts';
import { isFormUpload } from './form-upload.ts';
import { createUploads, type Uploads } from './uploads.ts';

const folder = mkdtempSync(join(tmpdir(), 'uploads-'));
const OBJECT = { Bucket: 'files', Key: 'uploads/a b.csv' };
const CONTENT = 'email,name\nann@mail.example,Ann\n';

let uploads: Uploads;
let server: Server;
let client: S3Client;
beforeAll(async () => {
  uploads = createUploads(folder, (name) => name === OBJECT.Bucket);
  server = await listen(0, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://local');
    const handle = async (): Promise<void> => {
      if (isFormUpload(request)) {
        const { size } = await uploads.receive(request, { now: new Date(), secretOf: () => 'a secret' });
        response.end(String(size));
      } else if (!(await uploads.answer(request, response, url))) response.writeHead(404).end();
    };
    handle().catch((error: unknown) =>
      response.writeHead(error instanceof AwsError ? error.status : 500).end(String(error)),
    );
  });
  const address = server.address();
  client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    credentials: { accessKeyId: 'AKIA1', secretAccessKey: 'a secret' },
    forcePathStyle: true,
  });
});
afterAll(async () => {
  client.destroy();
  await closeServer(server);
  rmSync(folder, { recursive: true, force: true });
});

async function post(Bucket: string, content: string): Promise<Response> {
  const form = await createPresignedPost(client, { ...OBJECT, Bucket });
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value);
  body.set('file', new Blob([content]));
  return fetch(form.url, { method: 'POST', body });
}

const read = async (Range?: string): Promise<string> => {
  const { Body } = await client.send(new GetObjectCommand({ ...OBJECT, Range }));
  return (await Body?.transformToString()) ?? '';
};

it('keeps the file of a form, and gives it whole or in ranges', async () => {
  const answer = await post(OBJECT.Bucket, CONTENT);
  expect([answer.status, await answer.text()]).toEqual([200, String(CONTENT.length)]);
  expect(uploads.has(OBJECT.Bucket, OBJECT.Key)).toBe(true);
  expect(await read()).toBe(CONTENT);
  expect(await read('bytes=6-9')).toBe('name');
  expect(await read(`bytes=11-${CONTENT.length + 100}`)).toBe(CONTENT.slice(11));
  await expect(read(`bytes=${CONTENT.length}-`)).rejects.toMatchObject({
    $metadata: { httpStatusCode: 416 },
  });
  const { ContentLength } = await client.send(new HeadObjectCommand(OBJECT));
  expect(ContentLength).toBe(CONTENT.length);
});

it('replaces it by the next one', async () => {
  await post(OBJECT.Bucket, 'second');
  expect(await read()).toBe('second');
});

it('keeps nothing of what it refuses', async () => {
  expect((await post('unknown', CONTENT)).status).toBe(404);
  expect(uploads.has('unknown', OBJECT.Key)).toBe(false);
  expect(readdirSync(folder)).toHaveLength(1);
});

it('leaves an object to fauxqs that is put or deleted there', async () => {
  const { endpoint } = client.config;
  const at = await endpoint?.();
  await fetch(`http://${at?.hostname}:${at?.port}/files/uploads/a%20b.csv`, { method: 'PUT', body: 'x' });
  expect(uploads.has(OBJECT.Bucket, OBJECT.Key)).toBe(false);
});
