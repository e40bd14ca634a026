import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../store.ts';
import { createMailStore } from './mail-store.ts';
import { createMailboxPages } from './pages.ts';

const FILE = Buffer.from('<script>alert(1)</script>');
const RAW = Buffer.from(
  [
    'From: Rex <rex@send.example>',
    'To: Ada <ada@shop.example>',
    'Subject: Our catalogue',
    'Received: by one',
    'Received: by two',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Here it is.',
    '--b',
    'Content-Type: text/html; name="a b.html"',
    'Content-Disposition: attachment; filename="a b.html"',
    'Content-Transfer-Encoding: base64',
    '',
    FILE.toString('base64'),
    '--b--',
    '',
  ].join('\r\n'),
);

describe('the mailbox of a Rex on one machine', () => {
  let server: Server;
  const ask = (path: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { redirect: 'manual' });

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
    const mails = createMailStore(folder, openStore(join(folder, 'runtime.db')));
    for (const [id, to, subject] of [
      ['m1', 'ada@shop.example', 'Our catalogue'],
      ['m2', 'ben@shop.example', 'GOODBYE for now'],
    ] as const) {
      mails.save(
        { id, at: 1, source: 'rex@send.example', recipients: [to], subject, headers: [], tags: {} },
        RAW,
      );
    }
    const pages = createMailboxPages(mails);
    server = createServer(
      (request, response) =>
        void pages.handle(request, response, new URL(request.url ?? '/', 'http://local')),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  it('leads to the mailbox of the console', async () => {
    const answer = await ask('/mailbox');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/local/mailbox']);
  });

  it.each([
    ['', ['m2', 'm1'], 2],
    ['?q=goodbye', ['m2'], 1],
    ['?q=ADA%40', ['m1'], 1],
    ['?q=send.example&limit=1', ['m2'], 2],
    ['?q=100%25', [], 0],
  ])('lists mails for %j', async (query, ids, total) => {
    const list = (await (await ask(`/mailbox/messages${query}`)).json()) as {
      readonly total: number;
      readonly messages: readonly { readonly id: string }[];
    };
    expect([list.messages.map(({ id }) => id), list.total]).toEqual([ids, total]);
  });

  it('shows a mail with every header and its files, which are saved and never shown as a page', async () => {
    expect(await (await ask('/mailbox/messages/m1')).json()).toMatchObject({
      subject: 'Our catalogue',
      text: expect.stringContaining('Here it is.'),
      headers: expect.arrayContaining([
        expect.objectContaining({ key: 'received', value: 'by one' }),
        expect.objectContaining({ key: 'received', value: 'by two' }),
      ]),
      bytes: RAW.length,
      attachments: [{ name: 'a b.html', type: 'text/html', bytes: FILE.length }],
    });
    const file = await ask('/mailbox/messages/m1/attachments/0');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(FILE);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%20b.html");
    expect((await ask('/mailbox/messages/m1/attachments/1')).status).toBe(404);
    expect((await ask('/mailbox/messages/m3')).status).toBe(404);
  });

  it('gives the source byte for byte', async () => {
    const source = await ask('/mailbox/messages/m1/source');
    expect(Buffer.from(await source.arrayBuffer())).toEqual(RAW);
    expect(source.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });
});
