import type { Role } from '../../kernel/contract/common.ts';

/** Who a token says is calling, and for which workspace. */
export interface Identity {
  readonly workspace: string;
  readonly role: Role;
  readonly subject: string;
  readonly email?: string | undefined;
}

export interface TokenVerifier {
  /**
   * @throws RexError UNAUTHENTICATED when the token proves nothing, FORBIDDEN when it is good but names no
   * workspace and role, PROVIDER_UNAVAILABLE when the issuer's keys cannot be fetched.
   */
  verify(token: string): Promise<Identity>;
}
