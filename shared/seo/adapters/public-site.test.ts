import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScriptedServer } from '../../../test/support/scripted-server.ts';
import { PublicSite } from './public-site.ts';

let server: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server?.stop());

const NO_RULES = { status: 404, body: '' };
const site = () => new PublicSite({ targets: 'loopback', timeoutMs: 2_000 });

describe('PublicSite', () => {
  it('reads a page, and robots.txt once for its host', async () => {
    server.script([
      NO_RULES,
      { status: 200, headers: { 'content-type': 'text/html' }, body: 'a' },
      { status: 410, body: 'b' },
    ]);
    const open = site();
    expect(await open.read(`${server.endpoint}/a`)).toEqual({
      kind: 'fetched',
      url: `${server.endpoint}/a`,
      status: 200,
      contentType: 'text/html',
      body: 'a',
      bytes: Buffer.from('a'),
    });
    expect(await open.read(`${server.endpoint}/b`)).toMatchObject({ kind: 'fetched', status: 410 });
    expect(
      server
        .received()
        .slice(-3)
        .map(({ url }) => url),
    ).toEqual(['/robots.txt', '/a', '/b']);
  });

  it('follows redirects, and asks robots.txt about each address', async () => {
    const rules = { status: 200, body: 'User-agent: RexBot\nDisallow: /private' };
    server.script([
      rules,
      { status: 301, headers: { location: '/new' }, body: '' },
      { status: 200, body: 'new' },
    ]);
    expect(await site().read(`${server.endpoint}/old`)).toMatchObject({
      url: `${server.endpoint}/new`,
      body: 'new',
    });
    server.script([rules, { status: 302, headers: { location: '/private/x' }, body: '' }]);
    expect(await site().read(`${server.endpoint}/old`)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('keeps RexBot from'),
    });
  });

  it('reads nothing where robots.txt cannot be had (RFC 9309)', async () => {
    server.script([{ status: 503, body: '' }]);
    expect(await site().read(`${server.endpoint}/a`)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/cannot be read, .*: it answers 503\.$/),
    });
  });

  it('says how a Rex that calls nobody is let out', async () => {
    const open = new PublicSite({ targets: 'nowhere' });
    expect(await open.read('https://93.184.215.14/a')).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/robots\.txt cannot be read, .*REX_WEBHOOKS=on/),
    });
  });

  it('gives up a chain of redirects without an end', async () => {
    server.script([
      NO_RULES,
      ...Array.from({ length: 6 }, () => ({ status: 301, headers: { location: '/again' }, body: '' })),
    ]);
    expect(await site().read(`${server.endpoint}/a`)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('redirects'),
    });
  });

  it.each(['ftp://files.example/a', 'javascript:alert(1)', 'no address'])('does not read %s', async (url) => {
    expect(await site().read(url)).toMatchObject({ kind: 'refused' });
  });

  it.each([
    'http://127.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    'https://10.0.0.1/',
  ])('reaches no private address, such as %s', async (url) => {
    const answer = await new PublicSite({ targets: 'public' }).read(url);
    expect(answer.kind).toBe('refused');
  });

  it('reaches no private address by a public name', async () => {
    const resolve = async () => [{ address: '10.0.0.1', family: 4 }];
    const answer = await new PublicSite({ targets: 'public', resolve }).read('https://public.example/');
    expect(answer).toMatchObject({ kind: 'refused' });
  });
});
