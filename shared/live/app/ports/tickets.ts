import type { Identity } from '../../../platform/app/token-verifier.ts';

export interface TicketStore {
  add(workspace: string, ticketHash: string, identity: Identity, expiresAt: Date): Promise<void>;
  /** Whose ticket it is, the first time that it is shown and before its time is over; undefined afterwards. */
  take(workspace: string, ticketHash: string): Promise<Identity | undefined>;
}
