import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { CONNECTION_STATES, connectionIdSchema } from '../contract/connections.ts';
import { connectionEvents } from '../contract/events.ts';
import { PROVIDERS, providerRow } from '../contract/providers.ts';

/** An access token is replaced when it runs out within this time. */
const RENEWED_BEFORE_MS = 5 * 60_000;
/** With this much left it still serves while somebody else replaces it. */
const STILL_GOOD_MS = 30_000;

/** A connected account. Its secret is in Secrets Manager, under its id. */
export const connectionRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: connectionIdSchema,
  version: z.number().int().min(1),
  provider: refuseUnknown(z.enum(PROVIDERS)),
  name: z.string(),
  account: z.record(z.string(), z.string()),
  state: refuseUnknown(z.enum(CONNECTION_STATES)),
  reason: z.string().optional(),
  checkedAt: instantSchema.optional(),
  /** When the provider began to refuse it, this time or last. */
  refusedAt: instantSchema.optional(),
  accessUntil: instantSchema.optional(),
  /** Of the newest secret that was recorded; 0: none was. One with a lower number is out of date. */
  secretSerial: z.number().int().min(0),
  /** Who alone may change the secret for the moment, and what for. */
  lease: z
    .object({ by: z.string(), for: refuseUnknown(z.enum(['refresh', 'renew'])), until: instantSchema })
    .optional(),
  /** A refresh token that is accepted once was sent, and the answer is lost: it is never sent again. */
  spent: z.boolean(),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type Connection = z.infer<typeof connectionRecordSchema>;

/** What Secrets Manager keeps of a connection. */
export const storedSecretSchema = z.object({
  /** Grows with each change. */
  serial: z.number().int().min(1),
  /** As a person gave it; the refresh token is the newest one. */
  given: z.record(z.string(), z.string()),
  access: z.object({ token: z.string(), until: instantSchema }).optional(),
});
export type StoredSecret = z.infer<typeof storedSecretSchema>;

/** The access token as it may be used now. `due`: it should be replaced. Undefined: there is none that can be used. */
export function accessOf(
  { given, access }: StoredSecret,
  now: Date,
): { token: string; due: boolean } | undefined {
  if (given['refreshToken'] === undefined) return { token: given['accessToken'] ?? '', due: false };
  const left = access ? Date.parse(access.until) - now.getTime() : 0;
  return access && left > STILL_GOOD_MS ? { token: access.token, due: left < RENEWED_BEFORE_MS } : undefined;
}

/** What of a secret is handed out for work: no refresh token, and no secret of an OAuth client. */
export const handedOut = (
  { provider }: Pick<Connection, 'provider'>,
  { given }: StoredSecret,
  token: string,
): Record<string, string> =>
  Object.fromEntries(
    providerRow(provider).opens.map((name) => [name, name === 'accessToken' ? token : (given[name] ?? '')]),
  );

/**
 * Whether the holder of a lease that is over may have sent a refresh token that is accepted once, and its answer was not kept.
 * A stored secret that is newer than the record shows that it was kept.
 */
export const mayBeSpent = (
  { provider, lease, secretSerial }: Connection,
  { serial }: StoredSecret,
): boolean =>
  lease?.for === 'refresh' && providerRow(provider).refresh?.rotating === true && serial <= secretSerial;

export const isLeased = ({ lease }: Connection, now: Date): boolean =>
  lease !== undefined && Date.parse(lease.until) > now.getTime();

/** An event about a connection as it is after the change. */
export const connectionEvent = (
  name: keyof typeof connectionEvents,
  { workspace, id, version, provider, name: called, reason, refusedAt }: Connection,
  cause: Cause,
  now: Date,
): RexEvent =>
  newEvent(
    connectionEvents,
    name,
    {
      ...cause,
      workspace,
      about: id,
      sequence: version,
      data: {
        connectionId: id,
        provider,
        name: called,
        ...(reason === undefined ? {} : { reason }),
        ...(refusedAt === undefined ? {} : { refusedAt }),
      },
    },
    now,
  );

/** A connection as clients see it. */
export const connectionView = ({
  id,
  provider,
  name,
  account,
  state,
  reason,
  checkedAt,
  accessUntil,
  version,
  createdAt,
  createdBy,
}: Connection) => ({
  id,
  provider,
  name,
  account,
  state,
  reason: reason ?? null,
  checkedAt: checkedAt ?? null,
  accessUntil: accessUntil ?? null,
  version,
  createdAt,
  createdBy,
});
