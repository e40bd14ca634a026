import * as z from 'zod';
import { RexError } from '../../../shared/kernel/errors.ts';
import { takeTicket } from '../../../shared/live/app/give-ticket.ts';
import type { TicketStore } from '../../../shared/live/app/ports/tickets.ts';
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

/** What knows a caller by what it shows: a token, a secret, a ticket. */
export interface Callers {
  readonly people: TokenVerifier;
  readonly schedulers: TokenVerifier;
  readonly tickets: TicketStore;
}

/** The principal of a caller without a valid token. */
const NOBODY = 'nobody';

/**
 * Identifies the caller. The answer to an HTTP API is always yes, with the caller or the reason why there is none; the
 * function behind it answers 401 or 503 as a problem (RFC 9457), where API Gateway itself would answer a bare 403. The answer
 * to a WebSocket API is a policy, which refuses with 403: for 401 the function would have to fail, and every stranger
 * would raise its alarm.
 */
export const authorizer = (callers: Callers) => async (rawEvent: unknown) => {
  const event = eventSchema.parse(rawEvent);
  if (event.methodArn === undefined) {
    return { isAuthorized: true, context: await callerOrRefusal(callers, event) };
  }
  const identity = await identityOf(callers, event);
  return {
    principalId: identity?.subject ?? NOBODY,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Action: 'execute-api:Invoke', Effect: identity ? 'Allow' : 'Deny', Resource: event.methodArn },
      ],
    },
    ...(identity ? { context: contextOf(identity) } : {}),
  };
};

async function callerOrRefusal(callers: Callers, event: AuthorizerEvent): Promise<Record<string, string>> {
  try {
    const identity = await identityOf(callers, event);
    return identity ? contextOf(identity) : refusal('UNAUTHENTICATED');
  } catch (error) {
    if (!(error instanceof RexError) || error.code !== 'PROVIDER_UNAVAILABLE') throw error;
    logFailure('A token could not be verified.', error);
    return refusal('PROVIDER_UNAVAILABLE');
  }
}

const refusal = (refused: Refusal['refused']): Refusal => ({ refused });

async function identityOf(
  { people, schedulers, tickets }: Callers,
  event: AuthorizerEvent,
): Promise<Identity | undefined> {
  const token = event.methodArn === undefined ? bearerToken(event) : event.queryStringParameters?.['token'];
  if (!token) return undefined;
  // A ticket is good for the WebSocket only, and once.
  if (event.methodArn !== undefined && token.startsWith('tkt_')) return takeTicket(tickets, token);
  try {
    // A scheduler calls the HTTP API only.
    if (event.methodArn === undefined && isCronSecret(token)) return await schedulers.verify(token);
    return await people.verify(token);
  } catch (error) {
    if (!(error instanceof RexError) || error.code === 'PROVIDER_UNAVAILABLE') throw error;
    logFailure('A token was refused.', error);
    return undefined;
  }
}

function bearerToken({ headers }: AuthorizerEvent): string | undefined {
  const header = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}

const contextOf = ({ workspace, role, subject, email }: Identity): Record<string, string> => ({
  workspace,
  role,
  subject,
  ...(email ? { email } : {}),
});
