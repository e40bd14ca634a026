import { randomBytes } from 'node:crypto';
import { addMs, type Clock, MINUTE } from '../../kernel/clock.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { Identity } from '../../platform/app/token-verifier.ts';
import type { TicketStore } from './ports/tickets.ts';

const TICKET = /^tkt_([a-z][a-z0-9]{1,15})_[\w-]{43}$/;
const RANDOM_BYTES = 32;

/** A secret that opens the WebSocket once, within a minute. Only its hash is stored. */
export async function giveTicket(
  { tickets, clock }: { readonly tickets: TicketStore; readonly clock: Clock },
  { workspace, role, subject }: Identity,
): Promise<{ ticket: string; expiresAt: string }> {
  const ticket = `tkt_${workspace}_${randomBytes(RANDOM_BYTES).toString('base64url')}`;
  const expiresAt = addMs(clock.now(), MINUTE);
  await tickets.add(workspace, sha256(ticket), { workspace, role, subject }, expiresAt);
  return { ticket, expiresAt: expiresAt.toISOString() };
}

/** The owner of a ticket; undefined when the ticket is unknown, used or expired. */
export async function takeTicket(tickets: TicketStore, shown: string): Promise<Identity | undefined> {
  const [, workspace] = TICKET.exec(shown) ?? [];
  return workspace === undefined ? undefined : tickets.take(workspace, sha256(shown));
}
