import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { expect, inject } from 'vitest';
import * as z from 'zod';
import { type LocalInfo, localInfoSchema } from '../../console/cli/local/local-info.ts';
import type { PeopleProfileInput } from '../../infra/local/people/profile.ts';
import type { Role } from '../../shared/kernel/contract/common.ts';
import { checkLogs, markLogs } from './logs.ts';
import { checkPermissions, permissionsLog } from './permissions.ts';
import { retireWorkspaces } from './retire-workspaces.ts';
import { runRex } from './rex-keeper.ts';
import { SILENT_PEOPLE } from './silent-people.ts';

/** A whole Rex in a process and a home of its own. Workspaces keep its tests apart. */
export interface TestRex {
  readonly url: string;
  /** Its folder (REX_HOME). */
  readonly home: string;
  readonly wsUrl: string;
  /** Where its AWS services answer. */
  readonly awsEndpoint: string;
  /** Fails when another test file that may share this Rex has had a token of the workspace. */
  token(workspace: string, role?: Role): Promise<string>;
  /** Any request to the front door, as it is: `body` is sent byte for byte. */
  fetch(method: string, path: string, options?: RawRequest): Promise<Answer>;
  now(): Promise<Date>;
  /** Moves the virtual clock, with everything that is planned on the way. */
  advance(ms: number): Promise<void>;
  /** Jumps from one planned thing to the next, for at most so long on the virtual clock. */
  runUntilIdle(maxMs: number): Promise<void>;
  /** Lets what is in flight finish, while the clock stands. */
  idle(): Promise<void>;
  /** Every e-mail that was handed to SES since the test file began. */
  mails(): Promise<SentMail[]>;
  /** Ends it, or gives it back, and fails when IAM refused anything meanwhile, or a log tells what it must not. */
  stop(): Promise<void>;
}

export interface RawRequest {
  readonly token?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body where it is JSON. Tests read deep into it. */
  // biome-ignore lint/suspicious/noExplicitAny: plain JSON of many shapes
  readonly json: any;
}

export interface SentMail {
  readonly to: string;
  readonly mail: Email;
  /** The value of a header, unfolded; empty when it is not there. */
  header(name: string): string;
}

/** A Rex for one test file: of people who do more than get their mail, or of an environment that the file has set. */
export async function startTestRex(
  people: PeopleProfileInput = SILENT_PEOPLE,
  seed?: number,
): Promise<TestRex> {
  const { process, home, stop } = await runRex(inject('rexBuild'), people, seed);
  return clientOf(process.info, home, {
    knownMails: new Set(),
    takeWorkspace: async () => {},
    async stop() {
      await process.stop();
      try {
        await checkPermissions(home, inject('rexBuild'));
        await checkLogs(home);
      } finally {
        await stop();
      }
    },
  });
}

/** Where the browser of this run is, or nothing where there is none. */
export async function keptBrowser(): Promise<string | undefined> {
  const answer = await fetch(`${inject('rexKeeper')}/browser`);
  if (!answer.ok) throw new Error(await answer.text());
  return z.object({ path: z.string().optional() }).parse(await answer.json()).path;
}

/**
 * The Rex of silent people that the files of one worker share, in turn. A file keeps to workspaces that no other has, and
 * leaves none behind that the clock would work for; mails of before are not seen.
 */
export async function shareTestRex(): Promise<TestRex> {
  const answer = await fetch(`${inject('rexKeeper')}/${process.env['VITEST_POOL_ID']}`);
  if (!answer.ok) throw new Error(await answer.text());
  const { home, info } = keptSchema.parse(await answer.json());
  const began = (await permissionsLog(home)).length;
  const logsBegan = await markLogs(home);
  const { testPath = '' } = expect.getState();
  const rex = clientOf(info, home, {
    knownMails: new Set(await readdir(join(home, 'mail'))),
    async takeWorkspace(workspace) {
      const place = `workspaces/${workspace}?file=${encodeURIComponent(testPath)}`;
      const taken = await fetch(`${inject('rexKeeper')}/${place}`, { method: 'PUT' });
      if (!taken.ok) throw new Error(await taken.text());
    },
    async stop() {
      await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules: [] }) });
      await retireWorkspaces(rex);
      await checkPermissions(home, inject('rexBuild'), began);
      await checkLogs(home, logsBegan);
    },
  });
  return rex;
}

const keptSchema = z.object({ home: z.string(), info: localInfoSchema });

interface ClientOptions extends Pick<TestRex, 'stop'> {
  readonly knownMails: ReadonlySet<string>;
  takeWorkspace(workspace: string): Promise<void>;
}

function clientOf(
  { url, wsUrl = '', awsEndpoint }: LocalInfo,
  home: string,
  { knownMails, takeWorkspace, ...own }: ClientOptions,
): TestRex {
  const read = new Map<string, SentMail>();
  const taken = new Set<string>();

  const send: TestRex['fetch'] = async (method, path, { token, body, headers = {} } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  };
  const control = async (method: string, path: string, body?: object): Promise<Answer['json']> => {
    const options = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await send(method, `/_local/${path}`, options);
    if (answer.status !== 200) throw new Error(`/_local/${path} answered ${answer.status}: ${answer.text}`);
    return answer.json;
  };

  return {
    url,
    home,
    wsUrl,
    awsEndpoint: String(awsEndpoint),
    fetch: send,
    now: async () => new Date((await control('GET', 'status')).now),
    async token(workspace, role = 'owner') {
      if (!taken.has(workspace)) await takeWorkspace(workspace);
      taken.add(workspace);
      return (await control('POST', 'token', { workspace, role })).token;
    },
    advance: (advanceMs) => control('POST', 'time', { advanceMs }),
    runUntilIdle: (maxMs) => control('POST', 'run-until-idle', { maxMs }),
    idle: () => control('POST', 'idle'),
    async mails() {
      const folder = join(home, 'mail');
      const files = (await readdir(folder)).filter(
        (file) => file.endsWith('.eml') && !knownMails.has(file) && !read.has(file),
      );
      for (const file of files) read.set(file, await parseMail(await readFile(join(folder, file))));
      return [...read.values()];
    },
    ...own,
  };
}

async function parseMail(bytes: Buffer): Promise<SentMail> {
  const mail = await PostalMime.parse(bytes);
  return {
    mail,
    to: mail.to?.[0]?.address ?? '',
    header: (name) => mail.headers.find(({ key }) => key === name.toLowerCase())?.value ?? '',
  };
}

function jsonOf(text: string): Answer['json'] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
