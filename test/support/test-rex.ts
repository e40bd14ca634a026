import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import PostalMime, { type Email } from 'postal-mime';
import { inject } from 'vitest';
import { type LocalProcess, startLocalProcess } from '../../console/cli/local/local-process.ts';
import type { PeopleProfileInput } from '../../infra/local/people/profile.ts';
import type { Role } from '../../shared/kernel/contract/common.ts';
import { checkPermissions } from './permissions.ts';

/** One whole Rex for a test file, in a process and a home of its own. Workspaces keep its tests apart. */
export interface TestRex {
  readonly url: string;
  /** Its folder (REX_HOME). */
  readonly home: string;
  readonly wsUrl: string;
  /** Where its AWS services answer. */
  readonly awsEndpoint: string;
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
  /** Every e-mail that was handed to SES so far. */
  mails(): Promise<SentMail[]>;
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

/** Nobody does anything but get their mail: what happens else, a test makes happen. */
export const SILENT_PEOPLE: PeopleProfileInput = {
  deliver: 1,
  hardBounce: 0,
  softBounce: 0,
  complain: 0,
  open: 0,
  machineOpen: 0,
  click: 0,
  book: 0,
  reply: 0,
  outOfOffice: 0,
  unsubscribe: 0,
};

export async function startTestRex(
  people: PeopleProfileInput = SILENT_PEOPLE,
  seed?: number,
): Promise<TestRex> {
  const root = await mkdtemp(join(tmpdir(), 'rex-test-'));
  const home = join(root, 'home');
  const profile = join(root, 'people.json');
  await writeFile(profile, JSON.stringify(people));
  const progress = new PassThrough().resume();
  try {
    const program = await startLocalProcess({
      home,
      port: 0,
      people: profile,
      seed,
      build: inject('rexBuild'),
      progress,
    });
    return clientOf(program, { root, home });
  } catch (failure) {
    await rm(root, { recursive: true, force: true });
    throw failure;
  }
}

function clientOf(program: LocalProcess, { root, home }: { root: string; home: string }): TestRex {
  const { url, wsUrl = '', awsEndpoint } = program.info;
  const read = new Map<string, SentMail>();

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
    token: async (workspace, role = 'owner') => (await control('POST', 'token', { workspace, role })).token,
    advance: (advanceMs) => control('POST', 'time', { advanceMs }),
    runUntilIdle: (maxMs) => control('POST', 'run-until-idle', { maxMs }),
    idle: () => control('POST', 'idle'),
    async mails() {
      const folder = join(home, 'mail');
      const files = (await readdir(folder)).filter((file) => file.endsWith('.eml') && !read.has(file));
      for (const file of files) read.set(file, await parseMail(await readFile(join(folder, file))));
      return [...read.values()];
    },
    async stop() {
      await program.stop();
      try {
        await checkPermissions(home, inject('rexBuild'));
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    },
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
