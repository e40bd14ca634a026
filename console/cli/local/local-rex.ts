import * as z from 'zod';
import { instantSchema, type Role } from '../../../shared/kernel/contract/common.ts';
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
export const statusSchema = z.looseObject({ ready: z.boolean(), now: instantSchema });
const runSchema = z.object({
  now: instantSchema,
  /** How often the clock jumped; 0 when nothing was planned within the limit. */
  jumps: z.number().int(),
  /** What is planned next, periodic schedules apart. */
  nextTimer: instantSchema.optional(),
});
type RunReport = z.infer<typeof runSchema>;
const purchasesSchema = z.object({
  purchases: z.array(z.object({ address: z.string(), at: instantSchema, amountUsd: z.number() })),
});
type Purchases = z.infer<typeof purchasesSchema>['purchases'];
const failureSchema = z.object({ message: z.string() });

/** What only a local Rex can do: sign anyone in, move the clock, say what it would have cost. */
export interface LocalRex {
  readonly info: LocalInfo;
  readonly connection: Connection;
  signIn(as: { workspace: string; role: Role }): Promise<string>;
  now(): Promise<Date>;
  advance(ms: number): Promise<void>;
  /** Lets what can happen happen and jumps over the waits between, for at most `maxMs` on the virtual clock. */
  runUntilIdle(maxMs: number): Promise<RunReport>;
  usage(): Promise<LocalUsage>;
  /** What these people bought between two moments: by themselves, and because of e-mails that they opened. */
  purchases(addresses: readonly string[], since: string, until: string): Promise<Purchases>;
}

/** Moving the clock takes as long as what happens on the way; everything else answers at once. */
const MOVES_CLOCK_WITHIN_MS = 30 * 60_000;
const ANSWERS_WITHIN_MS = 60_000;

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
    advance: async (ms) =>
      void (await ask('/_local/time', z.unknown(), { body: { advanceMs: ms }, movesClock: true })),
    runUntilIdle: (maxMs) => ask('/_local/run-until-idle', runSchema, { body: { maxMs }, movesClock: true }),
    usage: () => ask('/_local/usage', usageSchema),
    purchases: async (addresses, since, until) => {
      const body = { addresses, since, until };
      return (await ask('/_local/people/purchases', purchasesSchema, { body })).purchases;
    },
  };
}

interface LocalRequest {
  readonly body?: unknown;
  readonly movesClock?: boolean;
}

async function askLocally(url: string, signal: AbortSignal, request: LocalRequest): Promise<unknown> {
  const timeout = AbortSignal.timeout(request.movesClock ? MOVES_CLOCK_WITHIN_MS : ANSWERS_WITHIN_MS);
  const response = await fetch(url, {
    method: request.body === undefined ? 'GET' : 'POST',
    headers: request.body === undefined ? {} : { 'content-type': 'application/json' },
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
    signal: AbortSignal.any([timeout, signal]),
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new CliError('UNREACHABLE', `The local Rex at ${new URL(url).origin} does not answer.`, { cause });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const told = failureSchema.safeParse(body).data?.message ?? `${url} failed.`;
  throw new CliError(`LOCAL_HTTP_${response.status}`, told.slice(0, 500));
}
