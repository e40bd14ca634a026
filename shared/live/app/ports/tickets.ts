import type { Identity } from '../../../platform/app/token-verifier.ts';

export interface TicketStore {
  add(workspace: string, ticketHash: string, identity: Identity, expiresAt: Date): Promise<void>;
  /** Returns the owner of a ticket at its first use, if it has not expired; undefined otherwise. */
  take(workspace: string, ticketHash: string): Promise<Identity | undefined>;
}
