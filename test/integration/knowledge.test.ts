import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfOf } from '../support/pdf.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';

const RETURNS = `# Returns

An article can be returned within 30 days of delivery.

## Refunds

The money comes back to the card within five working days.`;

let rex: TestRex;
let owner: string;
let viewer: string;
let site: Server;
let page = '<h1>Opening hours</h1><p>The showroom opens at nine.</p>';
let robots = '';
beforeAll(async () => {
  rex = await shareTestRex();
  owner = await rex.token('library');
  viewer = await rex.token('library', 'viewer');
  site = createServer(({ url }, response) => {
    if (url === '/robots.txt') response.setHeader('content-type', 'text/plain').end(robots);
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
  }).listen(0, '127.0.0.1');
});
afterAll(async () => {
  site?.close();
  await rex?.stop();
});

const ask = (method: string, path: string, token: string, body?: object) =>
  rex.fetch(method, `/api/knowledge${path}`, { token, ...(body ? { body: JSON.stringify(body) } : {}) });
/** Puts a document and waits until it is read. */
async function add(body: object) {
  const put = await ask('POST', '/documents', owner, { category: 'process-documentation', ...body });
  expect([put.status, put.json.detail]).toEqual([202, undefined]);
  await rex.idle();
  return (await ask('GET', `/documents/${put.json.id}`, owner)).json;
}
const found = async (question: string, token = viewer, more = {}) => {
  const { json } = await ask('POST', '/search', token, { question, ...more });
  return json.passages.map(
    (each: { document: string; passage: number }) => `${each.document} ${each.passage}`,
  );
};

describe('the knowledge base', () => {
  it('reads a document, finds its passages and answers with its sources', async () => {
    const added = await add({
      id: 'returns',
      title: 'Returns policy',
      content: RETURNS,
      audience: 'customers',
    });
    expect(added).toMatchObject({ state: 'ready', current: { edition: 1, passages: 2, language: 'en' } });
    expect(await found('When is the money back on my card?')).toEqual(['returns 1']);
    const { json: searched } = await ask('POST', '/search', viewer, { question: 'money back', limit: 1 });
    const [{ text, marks }] = searched.passages;
    expect(marks.map(({ start, end }: { start: number; end: number }) => text.slice(start, end))).toContain(
      'money',
    );
    const { json: answer } = await ask('POST', '/answer', viewer, {
      question: 'Within how many days can an article be returned?',
    });
    expect(answer).toMatchObject({
      answered: true,
      by: 'quotes',
      sentences: [
        {
          text: 'An article can be returned within 30 days of delivery.',
          cites: { document: 'returns', edition: 1, passage: 0, line: 3 },
        },
      ],
    });
    const unknown = await ask('POST', '/answer', viewer, {
      question: 'Do you sell helicopters in Portugal?',
    });
    expect(unknown.json).toMatchObject({ answered: false, sentences: [] });
  });

  it('takes a PDF by a form, and a page by its address and the rules of its site', async () => {
    const form = (await ask('POST', '/uploads', owner, { format: 'pdf' })).json;
    const body = new FormData();
    for (const [name, value] of Object.entries<string>(form.fields)) body.set(name, value);
    body.set('file', new Blob([new Uint8Array(pdfOf([['Holidays', 'Closed on the first of May.']]))]));
    expect((await fetch(form.url, { method: 'POST', body })).ok).toBe(true);
    const handbook = {
      id: 'handbook',
      title: 'Handbook',
      format: 'pdf',
      upload: form.upload,
      readers: ['operator'],
    };
    expect(await add(handbook)).toMatchObject({ failure: null, state: 'ready', current: { pages: 1 } });
    expect(await found('first of May', owner)).toEqual(['handbook 0']);
    expect(await found('first of May')).toEqual([]);
    expect((await ask('GET', '/documents/handbook', viewer)).status).toBe(404);

    const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/hours`;
    expect(await add({ id: 'hours', title: 'Hours', address })).toMatchObject({
      current: { edition: 1, format: 'html' },
    });
    page = '<h1>Opening hours</h1><p>The showroom opens at ten.</p>';
    expect(await add({ id: 'hours', title: 'Hours', address })).toMatchObject({ current: { edition: 2 } });
    const { json } = await ask('GET', '/documents/hours/passages', viewer);
    expect(json.passages).toMatchObject([
      { headings: ['Opening hours'], text: 'The showroom opens at ten.' },
    ]);
    robots = 'User-agent: *\nDisallow: /private';
    const other = { id: 'private', title: 'Private', address: address.replace('/hours', '/private/a') };
    expect(await add(other)).toMatchObject({ state: 'failed', current: null });
  });

  it('forgets what is removed from the next question on', async () => {
    await add({ id: 'gone', title: 'Gone', content: 'The zeppelin lands at noon.' });
    expect(await found('zeppelin')).toEqual(['gone 0']);
    expect((await ask('DELETE', '/documents/gone', owner)).status).toBe(200);
    expect(await found('zeppelin')).toEqual([]);
    expect((await ask('GET', '/documents/gone', owner)).status).toBe(404);
  });

  it('says which field is wrong, and changes nothing', async () => {
    const refused = async (body: object) =>
      (
        await ask('POST', '/documents', owner, { title: 'A', category: 'best-practices', ...body })
      ).json.fields.map(({ path }: { path: string }) => path);
    expect(await refused({})).toEqual(['body.content']);
    expect(await refused({ content: 'a', address: 'https://a.example' })).toEqual(['body.content']);
    expect(await refused({ content: 'a', format: 'pdf' })).toEqual(['body.format']);
    expect(await refused({ content: 'a', category: 'gossip' })).toEqual(['body.category']);
    expect(await refused({ address: 'ftp://a.example' })).toEqual(['body.address']);
    expect((await ask('POST', '/documents', viewer, { title: 'A' })).status).toBe(403);
  });
});
