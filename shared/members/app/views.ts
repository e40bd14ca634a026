import type { ApiKey } from '../domain/api-key.ts';
import { type Invitation, stateOf } from '../domain/invitation.ts';
import type { Membership } from '../domain/membership.ts';

/** What clients see. The hash of a secret is no part of it. */
export const memberView = ({ subject, email, role, since, addedBy }: Membership) => ({
  subject,
  email: email ?? null,
  role,
  since,
  addedBy: addedBy ?? null,
});

export const invitationView = (invitation: Invitation, now: Date) => ({
  ...invitation,
  state: stateOf(invitation, now),
});

export const keyView = ({ expiresAt, lastUsedAt, revokedAt, ...key }: ApiKey) => ({
  ...key,
  expiresAt: expiresAt ?? null,
  lastUsedAt: lastUsedAt ?? null,
  revokedAt: revokedAt ?? null,
});
