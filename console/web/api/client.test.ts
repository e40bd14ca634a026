import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { routes } from '../../../shared/kernel/contract/route.ts';
import { call } from './client.ts';

const { read, write } = routes({
  read: {
    operationId: 'read',
    method: 'GET',
    path: '/thing',
    summary: 'A thing.',
    roles: ['viewer'],
    success: { status: 200, schema: z.object({ n: z.number() }) },
    errors: [],
  },
  write: {
    operationId: 'write',
    method: 'POST',
    path: '/thing',
    summary: 'A thing.',
    roles: ['viewer'],
    success: { status: 200, schema: z.object({ n: z.number() }) },
    errors: [],
  },
});
const CREDENTIALS = { token: async () => 't', renewed: async () => 't' };

let server: Server;
let asked: number;
let refusals: number;
beforeEach(async () => {
  [asked, refusals] = [0, 0];
  server = createServer((_, response) => {
    asked++;
    const isRefused = asked <= refusals;
    response.writeHead(isRefused ? 429 : 200, { 'content-type': 'application/json', 'retry-after': '0.01' });
    response.end(JSON.stringify(isRefused ? {} : { n: asked }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('location', { origin: `http://127.0.0.1:${port}` });
});
afterEach(() => {
  vi.unstubAllGlobals();
  server.close();
});

it('a page that reads too much waits as long as Rex asks for', async () => {
  refusals = 2;
  expect((await call(read, {}, CREDENTIALS)).data).toEqual({ n: 3 });
});

it('says so in the end, and at once where a person commands', async () => {
  refusals = 100;
  await expect(call(read, {}, CREDENTIALS)).rejects.toMatchObject({ status: 429 });
  expect(asked).toBe(4);
  await expect(call(write, {}, CREDENTIALS)).rejects.toMatchObject({ status: 429 });
  expect(asked).toBe(5);
});
