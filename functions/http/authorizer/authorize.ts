import * as z from 'zod';
import { RexError } from '../../../shared/kernel/errors.ts';
import { takeTicket } from '../../../shared/live/app/give-ticket.ts';
import type { TicketStore } from '../../../shared/live/app/ports/tickets.ts';
import {
  type IdentifyDeps,
  identifyKey,
  identifyPerson,
  type Known,
} from '../../../shared/members/app/identify.ts';
import { WORKSPACE_HEADER } from '../../../shared/members/contract/workspace-header.ts';
import { isCronSecret } from '../../../shared/platform/adapters/secrets/cron-verifier.ts';
import type { Identity, TokenVerifier } from '../../../shared/platform/app/token-verifier.ts';
import type { Refusal } from '../../../shared/platform/runtime/http-event.ts';
import { logFailure } from '../../../shared/platform/runtime/logger.ts';

/** A WebSocket API names what is called in `methodArn`; an HTTP API (format 2.0) says `routeArn`. */
const eventSchema = z.object({
  methodArn: z.string().optional(),
  headers: z.record(z.string(), z.string().nullish()).nullish(),
  queryStringParameters: z.record(z.string(), z.string().nullish()).nullish(),
});
type AuthorizerEvent = z.infer<typeof eventSchema>;

export interface AuthorizerDeps extends IdentifyDeps {
  readonly people: TokenVerifier;
  readonly schedulers: TokenVerifier<Identity>;
  readonly tickets: TicketStore;
}

/** The principal of a caller without a valid token. */
const NOBODY = 'nobody';

/**
 * Identifies the caller: by a JWT of the issuer, an API key, the secret of a scheduler, or at the WebSocket by a ticket. The
 * answer to an HTTP API is always yes, with the caller or the reason why there is none; the function behind it answers 401 or
 * 503 as a problem (RFC 9457), where API Gateway itself would answer a bare 403. The answer to a WebSocket API is a policy,
 * which refuses with 403: for 401 the function would have to fail, and every stranger would raise its alarm.
 */
export const authorizer = (deps: AuthorizerDeps) => async (rawEvent: unknown) => {
  const event = eventSchema.parse(rawEvent);
  if (event.methodArn === undefined) {
    return { isAuthorized: true, context: await callerOrRefusal(deps, event) };
  }
  const identity = await identityOf(deps, event, event.queryStringParameters?.['token'] ?? undefined);
  const isMember = identity?.workspace !== undefined;
  return {
    principalId: isMember ? identity.subject : NOBODY,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Action: 'execute-api:Invoke', Effect: isMember ? 'Allow' : 'Deny', Resource: event.methodArn },
      ],
    },
    ...(isMember ? { context: contextOf(identity) } : {}),
  };
};

async function callerOrRefusal(
  deps: AuthorizerDeps,
  event: AuthorizerEvent,
): Promise<Record<string, string>> {
  try {
    const identity = await identityOf(deps, event, bearerToken(event));
    return identity ? contextOf(identity) : refusal('UNAUTHENTICATED');
  } catch (error) {
    if (!(error instanceof RexError) || error.code !== 'PROVIDER_UNAVAILABLE') throw error;
    logFailure('A token could not be verified.', error);
    return refusal('PROVIDER_UNAVAILABLE');
  }
}

const refusal = (refused: Refusal['refused']): Refusal => ({ refused });

async function identityOf(
  deps: AuthorizerDeps,
  event: AuthorizerEvent,
  token: string | undefined,
): Promise<Known | undefined> {
  if (!token) return undefined;
  // A ticket is good for the WebSocket only, and once.
  if (event.methodArn !== undefined && token.startsWith('tkt_')) return takeTicket(deps.tickets, token);
  if (token.startsWith('rxk_')) return identifyKey(deps, token);
  try {
    // A scheduler calls the HTTP API only.
    if (event.methodArn === undefined && isCronSecret(token)) return await deps.schedulers.verify(token);
    return await identifyPerson(deps, await deps.people.verify(token), headerOf(event, WORKSPACE_HEADER));
  } catch (error) {
    if (!(error instanceof RexError) || !REFUSED.includes(error.code)) throw error;
    logFailure('A token was refused.', error);
    return undefined;
  }
}

const REFUSED: readonly string[] = ['UNAUTHENTICATED', 'FORBIDDEN'];

const bearerToken = (event: AuthorizerEvent): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(headerOf(event, 'authorization') ?? '')?.[1];

const headerOf = ({ headers }: AuthorizerEvent, wanted: string): string | undefined =>
  Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? undefined;

const contextOf = ({ workspace, role, subject, email }: Known): Record<string, string> => ({
  ...(workspace && role ? { workspace, role } : {}),
  subject,
  ...(email ? { email } : {}),
});
