import { z } from 'zod';
import { instantSchema, type Role } from '../../../shared/contracts/common.ts';
import type { Connection } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import type { LocalInfo } from './local-info.ts';

/** Billable calls as the local meter counted them, priced as AWS would. */
const usageSchema = z.object({
  services: z.record(z.string(), z.record(z.string(), z.number())),
  sesUsd: z.number(),
  otherUsd: z.number(),
});
export type LocalUsage = z.infer<typeof usageSchema>;

const tokenSchema = z.object({ token: z.string().min(1) });
const statusSchema = z.looseObject({ ready: z.boolean(), now: instantSchema });

/** What only a local Rex can do: sign anyone in, move the clock, say what it would have cost. */
export interface LocalRex {
  readonly info: LocalInfo;
  readonly connection: Connection;
  signIn(as: { workspace: string; role: Role }): Promise<string>;
  now(): Promise<Date>;
  advance(ms: number): Promise<void>;
  /** Lets what can happen happen, jumping over waits, up to the next quiet moment or for `maxMs` of real time. */
  runUntilIdle(maxMs: number): Promise<void>;
  usage(): Promise<LocalUsage>;
}

/** Beyond the time that a call is allowed to take by itself. */
const PATIENCE_MS = 60_000;

export function connectLocally(
  info: LocalInfo,
  options: { workspace: string; role: Role; signal: AbortSignal },
): LocalRex {
  const ask = async <S extends z.ZodType>(path: string, schema: S, request: LocalRequest = {}) =>
    schema.parse(await askLocally(info.url + path, options.signal, request));
  const signIn = async (as: { workspace: string; role: Role }): Promise<string> =>
    (await ask('/_local/token', tokenSchema, { body: as })).token;
  let token: Promise<string> | undefined;
  return {
    info,
    connection: {
      url: info.url,
      signal: options.signal,
      // Tokens are made on the virtual clock and grow old when it jumps.
      token: ({ renew }) => {
        if (!token || renew) token = signIn({ workspace: options.workspace, role: options.role });
        return token;
      },
    },
    signIn,
    now: async () => new Date((await ask('/_local/status', statusSchema)).now),
    advance: async (ms) => void (await ask('/_local/time', z.unknown(), { body: { advanceMs: ms } })),
    runUntilIdle: async (maxMs) =>
      void (await ask('/_local/run-until-idle', z.unknown(), { body: { maxMs }, mayTakeMs: maxMs })),
    usage: () => ask('/_local/usage', usageSchema),
  };
}

interface LocalRequest {
  readonly body?: unknown;
  readonly mayTakeMs?: number;
}

async function askLocally(url: string, signal: AbortSignal, request: LocalRequest): Promise<unknown> {
  const timeout = AbortSignal.timeout((request.mayTakeMs ?? 0) + PATIENCE_MS);
  const response = await fetch(url, {
    method: request.body === undefined ? 'GET' : 'POST',
    headers: request.body === undefined ? {} : { 'content-type': 'application/json' },
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
    signal: AbortSignal.any([timeout, signal]),
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new CliError('UNREACHABLE', `The local Rex at ${new URL(url).origin} does not answer.`, { cause });
  });
  const text = await response.text();
  if (!response.ok)
    throw new CliError(`LOCAL_HTTP_${response.status}`, text.slice(0, 300) || `${url} failed.`);
  return text === '' ? undefined : JSON.parse(text);
}
