import type { CallerRole, Role } from '../../kernel/contract/common.ts';

/** The caller and the workspace, according to the token. */
export interface Identity {
  readonly workspace: string;
  readonly role: CallerRole;
  readonly subject: string;
  readonly email?: string | undefined;
}

/** What a token says: some name no workspace, and a role counts only in the one that they name. */
export interface Claims extends Pick<Identity, 'subject' | 'email'> {
  readonly workspace?: string | undefined;
  readonly role?: Role | undefined;
}

/** @typeParam Says what a token of its kind says: of a person, claims. */
export interface TokenVerifier<Says = Claims> {
  /**
   * @throws RexError UNAUTHENTICATED when the token is not valid, FORBIDDEN when it is valid but its workspace or role is none,
   * PROVIDER_UNAVAILABLE when the keys of the issuer cannot be fetched.
   */
  verify(token: string): Promise<Says>;
}
