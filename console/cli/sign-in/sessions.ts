import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { instantSchema } from '../../../shared/kernel/contract/common.ts';
import { CliError } from '../cli-error.ts';

/** What a sign-in left behind: the bearer token of the API, and what a new one is had by. */
const sessionSchema = z.object({
  issuer: z.url(),
  clientId: z.string().min(1),
  /** Cognito puts workspace and role into the ID token only, so that is what the API takes. */
  idToken: z.string().min(1),
  refreshToken: z.string().min(1).optional(),
  expiresAt: instantSchema,
});
export type Session = z.infer<typeof sessionSchema>;

const fileSchema = z.record(z.string(), sessionSchema);

/** The sign-ins of this person, by the address of the API. */
export interface Sessions {
  /** Where they are kept. */
  readonly file: string;
  find(api: string): Promise<Session | undefined>;
  keep(api: string, session: Session): Promise<void>;
  /** @returns what was forgotten */
  forget(api: string): Promise<Session | undefined>;
}

/** Where programs keep what belongs to one person: `REX_CONFIG` says another place. */
export function configFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const { REX_CONFIG, XDG_CONFIG_HOME, APPDATA } = environment;
  if (REX_CONFIG) return REX_CONFIG;
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'rex');
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'rex');
}

/** Only its owner may read the file: who holds it acts as them. */
export function sessionsIn(folder: string): Sessions {
  const file = join(folder, 'sessions.json');
  const read = async (): Promise<Record<string, Session>> => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw error;
    });
    const parsed = fileSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new CliError('SESSIONS_DAMAGED', `${file} cannot be read. Delete it and sign in again.`);
  };
  const write = async (sessions: Readonly<Record<string, Session>>): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Whole or not at all: two commands may renew their tokens at once.
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(sessions, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, file);
  };
  return {
    file,
    find: async (api) => (await read())[api],
    keep: async (api, session) => write({ ...(await read()), [api]: session }),
    async forget(api) {
      const { [api]: forgotten, ...others } = await read();
      if (forgotten) await write(others);
      return forgotten;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
