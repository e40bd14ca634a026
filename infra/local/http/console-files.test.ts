import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { closeServer, LOOPBACK, listen, sendJson } from '../net.ts';
import { createConsoleFiles } from './console-files.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** Serves the console, and nothing else. */
async function serve(build: () => Promise<string>): Promise<string> {
  const files = createConsoleFiles(build, []);
  const server = await listen(0, (request, response) => {
    files.handle(request, response, new URL(request.url ?? '', 'http://local').pathname).then(
      (isHandled) => isHandled || sendJson(response, 404, {}),
      (error: unknown) => sendJson(response, 500, { message: String(error) }),
    );
  });
  cleanups.push(() => closeServer(server));
  return `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
}
const page = (url: string) => fetch(url, { headers: { accept: 'text/html' } });

it('is built for the first who asks for a page, once, and others get it when it is there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rex-console-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  const built = Promise.withResolvers<string>();
  const build = vi.fn(() => built.promise);
  const url = await serve(build);
  expect((await fetch(`${url}/v1/nothing`)).status).toBe(404);
  expect(build).not.toHaveBeenCalled();
  const asked = [page(`${url}/leads`), fetch(`${url}/none.js`)];
  await writeFile(join(folder, 'index.html'), '<p>Here.</p>');
  built.resolve(folder);
  const [leads, none] = await Promise.all(asked);
  expect(await leads?.text()).toBe('<p>Here.</p>');
  expect(none?.status).toBe(404);
  expect(build).toHaveBeenCalledTimes(1);
});

it('says why there is no console when it cannot be built, and tries again for the next who asks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rex-console-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'index.html'), '<p>Here.</p>');
  let room = false;
  const url = await serve(async () => {
    if (!room) throw new Error('The build failed (exit code 1): no room.');
    return folder;
  });
  const answer = await page(url);
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { message: 'Error: The build failed (exit code 1): no room.' },
  ]);
  room = true;
  expect(await (await page(url)).text()).toBe('<p>Here.</p>');
});
