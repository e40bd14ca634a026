import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type LocalProcess, startLocalProcess } from '../../console/cli/local/local-process.ts';
import { closeServer, LOOPBACK, listen, sendJson } from '../../infra/local/net.ts';
import type { PeopleProfileInput } from '../../infra/local/people/profile.ts';
import { browserPath } from './browser-path.ts';
import { SHORT_LIVED } from './short-lived.ts';

/** A Rex in a folder of its own, which goes with it. */
export interface RunningRex {
  readonly process: LocalProcess;
  /** Its folder (REX_HOME). */
  readonly home: string;
  stop(): Promise<void>;
}

export async function runRex(build: string, people: PeopleProfileInput, seed?: number): Promise<RunningRex> {
  const root = await mkdtemp(join(tmpdir(), 'rex-test-'));
  const home = join(root, 'home');
  const profile = join(root, 'people.json');
  await writeFile(profile, JSON.stringify(people));
  const clear = () => rm(root, { recursive: true, force: true });
  try {
    const progress = new PassThrough().resume();
    const process = await startLocalProcess({
      home,
      port: 0,
      people: profile,
      seed,
      build,
      progress,
      flags: SHORT_LIVED,
    });
    return {
      process,
      home,
      async stop() {
        await process.stop();
        await clear();
      },
    };
  } catch (failure) {
    await clear();
    throw failure;
  }
}

/**
 * Keeps a running Rex for each worker of vitest, across its test files: the main process, which outlives the workers,
 * starts one when a worker first asks for it.
 *
 * Which Rex a file gets, and after which others, differs from run to run, so two files must not open one workspace. The
 * keeper refuses the second in every run, not only in those where the two meet.
 * @returns where to ask: `GET /<number of the worker>` answers `{home, info}`; `GET /browser`
 *   answers `{path}`, without one where there is no browser; `PUT /workspaces/<name>?file=<path>`
 *   answers 409 with a `message` when another file has opened that workspace
 */
export async function startKeeper(
  build: string,
  people: PeopleProfileInput,
): Promise<{ url: string; stop(): Promise<void> }> {
  const kept = new Map<string, Promise<RunningRex>>();
  const openedBy = new Map<string, string>();
  let browser: Promise<string | undefined> | undefined;
  const server = await listen(0, (request, response) => {
    if (request.method === 'PUT') {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://keeper');
      const file = searchParams.get('file') ?? '';
      const first = openedBy.get(pathname) ?? file;
      openedBy.set(pathname, first);
      const message = `${pathname} is that of ${first}; choose another name.`;
      sendJson(response, first === file ? 200 : 409, first === file ? {} : { message });
      return;
    }
    const answer = (found: Promise<object>) =>
      found.then(
        (body) => sendJson(response, 200, body),
        (failure: unknown) => sendJson(response, 500, { message: String(failure) }),
      );
    if (request.url === '/browser') {
      browser ??= browserPath();
      void answer(browser.then((path) => ({ path })));
      return;
    }
    const worker = request.url ?? '';
    const rex = kept.get(worker) ?? runRex(build, people);
    kept.set(worker, rex);
    void answer(rex.then(({ home, process }) => ({ home, info: process.info })));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The keeper has no port.');
  return {
    url: `http://${LOOPBACK}:${address.port}`,
    async stop() {
      await closeServer(server);
      // One that never started has failed the tests that asked for it.
      const running = await Promise.allSettled(kept.values());
      await Promise.all(running.map((each) => each.status === 'fulfilled' && each.value.stop()));
    },
  };
}
