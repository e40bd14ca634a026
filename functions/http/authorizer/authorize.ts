import * as z from 'zod';
import type { Identity, TokenVerifier } from '../../../shared/app/identity/token-verifier.ts';
import type { TicketStore } from '../../../shared/app/ports/tickets.ts';
import { takeTicket } from '../../../shared/app/realtime/give-ticket.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { logFailure } from '../../../shared/runtime/logger.ts';

/** A WebSocket API names what is called in `methodArn`; an HTTP API (format 2.0) says `routeArn`. */
const eventSchema = z.object({
  methodArn: z.string().optional(),
  headers: z.record(z.string(), z.string().nullish()).nullish(),
  queryStringParameters: z.record(z.string(), z.string().nullish()).nullish(),
});
type AuthorizerEvent = z.infer<typeof eventSchema>;

/** Whoever has no good token. */
const NOBODY = 'nobody';

/**
 * Lets in who has a good token, and tells the functions behind who it is. An HTTP API gets the simple answer, a
 * WebSocket API a policy (a refusal is its 403: for 401 the function would have to fail, and every stranger would raise
 * its alarm). A fault of ours or of the issuer is thrown, so that it is not cached as a refusal.
 */
export const authorizer = (verifier: TokenVerifier, tickets: TicketStore) => async (rawEvent: unknown) => {
  const event = eventSchema.parse(rawEvent);
  const identity = await identityOf(verifier, tickets, event);
  if (event.methodArn === undefined) {
    return identity ? { isAuthorized: true, context: contextOf(identity) } : { isAuthorized: false };
  }
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

async function identityOf(
  verifier: TokenVerifier,
  tickets: TicketStore,
  event: AuthorizerEvent,
): Promise<Identity | undefined> {
  const token = event.methodArn === undefined ? bearerToken(event) : event.queryStringParameters?.['token'];
  if (!token) return undefined;
  // A ticket is good for the WebSocket only, and once.
  if (event.methodArn !== undefined && token.startsWith('tkt_')) return takeTicket(tickets, token);
  try {
    return await verifier.verify(token);
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

const contextOf = ({ workspace, role, subject, email }: Identity) => ({
  workspace,
  role,
  subject,
  ...(email ? { email } : {}),
});
