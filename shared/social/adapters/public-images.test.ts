import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScriptedServer } from '../../../test/support/scripted-server.ts';
import { PublicImages } from './public-images.ts';

let server: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server?.stop());

const images = (more: object = {}) => new PublicImages({ targets: 'loopback', timeoutMs: 500, ...more });
const read = (url = `${server.endpoint}/a.jpg`, most = 1_000) => images().read(url, most);
/** What a text of ASCII may be. */
const GIF = 'GIF89a and more';

it('an image is known by its bytes, whatever is said of it, also after a redirect', async () => {
  server.script([
    { status: 302, headers: { location: '/b' } },
    { status: 200, headers: { 'content-type': 'text/html' }, body: GIF },
  ]);
  expect(await read()).toMatchObject({
    kind: 'image',
    image: { url: `${server.endpoint}/a.jpg`, kind: 'image/gif', bytes: Buffer.from(GIF) },
  });
  server.script([{ status: 200, headers: { 'content-type': 'image/jpeg' }, body: '<html>' }]);
  expect(await read()).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('is no JPEG') });
});

it.each([
  [{ status: 404 }, 'refused', 'answered 404'],
  [{ status: 503 }, 'unavailable', 'answered 503'],
  [{ status: 200, body: `GIF89a${'x'.repeat(1_000)}` }, 'refused', 'is larger than 1000 bytes'],
  [{ status: 301, headers: { location: '/again' } }, 'refused', 'redirects more than 3 times'],
  ['reset', 'unavailable', 'gave no answer (CONNECTION)'],
  ['hang', 'unavailable', 'gave no answer (TIMEOUT)'],
  ['cut', 'unavailable', 'was cut off'],
] as const)('%j is %s', async (act, outcome, said) => {
  server.script([act]);
  expect(await read()).toMatchObject({ kind: 'not', outcome, reason: expect.stringContaining(said) });
});

it('no private address is reached, not by a name and not by a redirect', async () => {
  server.script([{ status: 302, headers: { location: 'https://10.0.0.1/a.jpg' } }]);
  const refused = { outcome: 'refused', reason: expect.stringContaining('is no public https address') };
  expect(await read()).toMatchObject(refused);
  const named = images({
    targets: 'public',
    resolve: async () => [{ address: '169.254.169.254', family: 4 }],
  });
  expect(await named.read('https://images.example/a.jpg', 1_000)).toMatchObject(refused);
  expect(await named.read('http://images.example/a.jpg', 1_000)).toMatchObject(refused);
});
