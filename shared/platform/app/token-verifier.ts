import type { CallerRole } from '../../kernel/contract/common.ts';

/** The caller and the workspace, according to the token. */
export interface Identity {
  readonly workspace: string;
  readonly role: CallerRole;
  readonly subject: string;
  readonly email?: string | undefined;
}

export interface TokenVerifier {
  /**
   * @throws RexError UNAUTHENTICATED when the token is not valid, FORBIDDEN when it is valid but has no workspace and role,
   * PROVIDER_UNAVAILABLE when the keys of the issuer cannot be fetched.
   */
  verify(token: string): Promise<Identity>;
}
