import type { Readable, Writable } from 'node:stream';
import type { Connection } from './api-client.ts';
import { CliError } from './cli-error.ts';
import { type HomeFiles, homeFiles } from './local/home-files.ts';
import { findLocalRex } from './local/local-info.ts';
import { connectLocally, type LocalRex } from './local/local-rex.ts';
import { sessionToken } from './sign-in/session-token.ts';
import { type Sessions, sessionsIn } from './sign-in/sessions.ts';

export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
}

/** Options that every command takes, after the environment was looked at. */
export interface Settings {
  readonly json: boolean;
  readonly workspace: string;
  /** A deployed Rex; the local one of `home` when absent. Without a workspace that of the sign-in is meant. */
  readonly remote?: { readonly url: string; readonly token?: string; readonly workspace?: string };
  /** Folder of what belongs to this person and not to one Rex: their sign-ins. */
  readonly config: string;
  readonly home: string;
  readonly port: number;
}

export interface Context {
  readonly settings: Settings;
  readonly streams: Streams;
  readonly home: HomeFiles;
  readonly sessions: Sessions;
  /** Aborted when the person wants the command to stop. */
  readonly signal: AbortSignal;
}

export const createContext = (settings: Settings, streams: Streams, signal: AbortSignal): Context => ({
  settings,
  streams,
  signal,
  home: homeFiles(settings.home),
  sessions: sessionsIn(settings.config),
});

/**
 * The address of the API to talk to.
 * @throws CliError NOT_RUNNING
 */
export async function apiOf(context: Context): Promise<string> {
  return context.settings.remote?.url ?? (await requireLocalRex(context)).info.url;
}

/**
 * The API to talk to: the deployed Rex that was named, else the one that runs here.
 * @throws CliError NOT_RUNNING
 */
export async function connect(context: Context): Promise<Connection> {
  const { remote } = context.settings;
  if (remote) {
    const { url, token, workspace } = remote;
    return {
      url,
      workspace,
      token: token === undefined ? sessionToken(url, context.sessions) : async () => token,
      signal: context.signal,
    };
  }
  return (await requireLocalRex(context)).connection;
}

/**
 * The Rex that runs on this machine for this home.
 * @throws CliError NOT_RUNNING
 */
export async function requireLocalRex(context: Context): Promise<LocalRex> {
  const { settings, home, signal } = context;
  if (settings.remote) {
    throw new CliError(
      'LOCAL_ONLY',
      'This command works on the local Rex only; leave out --api and REX_API.',
    );
  }
  const info = await findLocalRex(home);
  if (!info) {
    throw new CliError(
      'NOT_RUNNING',
      `No Rex is running for ${home.root}. Start one with "rex start", or name another folder with REX_HOME.`,
    );
  }
  return connectLocally(info, { workspace: settings.workspace, role: 'owner', signal });
}
