import type { RexEvent } from '../../../kernel/events.ts';
import type { ApiKey } from '../../domain/api-key.ts';
import type { Invitation } from '../../domain/invitation.ts';
import type { Membership, Team, TeamChange } from '../../domain/membership.ts';
import type { Organisation } from '../../domain/organisation.ts';

/** Every write fails with VERSION_CONFLICT when what it depends on changed meanwhile. */
export interface MembershipStore {
  get(workspace: string, subject: string): Promise<Membership | undefined>;
  /** Those who are gone too. */
  list(workspace: string): Promise<Membership[]>;
  /** Of a person, in all workspaces where they are a member now. */
  ofPerson(subject: string): Promise<Membership[]>;
  /** That of a workspace in which nobody was told of yet has version 0. */
  team(workspace: string): Promise<Team>;
  /** In one transaction; with the invitation that it uses up, or the organisation that it changes. */
  save(
    change: TeamChange,
    events: readonly RexEvent[],
    also?: { readonly invitation?: Invitation; readonly organisation?: Organisation },
  ): Promise<void>;
  organisation(id: string): Promise<Organisation | undefined>;
}

export interface InvitationStore {
  get(workspace: string, id: string): Promise<Invitation | undefined>;
  /** Newest first. */
  list(workspace: string): Promise<Invitation[]>;
  /** Version 1 is new. */
  save(invitation: Invitation, events: readonly RexEvent[]): Promise<void>;
}

export interface ApiKeyStore {
  get(workspace: string, id: string): Promise<ApiKey | undefined>;
  /** Newest first. */
  list(workspace: string): Promise<ApiKey[]>;
  /** Version 1 is new. */
  save(key: ApiKey, events: readonly RexEvent[]): Promise<void>;
}
