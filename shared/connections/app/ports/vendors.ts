import type { OpenConnection } from './connections.ts';

export type Refreshed =
  | {
      readonly kind: 'granted';
      readonly accessToken: string;
      /** Seconds. */
      readonly lasts: number;
      /** The next one, where there is one. */
      readonly refreshToken: string | undefined;
    }
  /** The provider accepts this refresh token no more. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It was certainly not used. */
  | { readonly kind: 'not-taken'; readonly reason: string }
  /** It may have been used. */
  | { readonly kind: 'lost'; readonly reason: string };

export interface Checked {
  readonly outcome: 'working' | 'refused' | 'unavailable';
  /** Whole sentences, which say what to do. */
  readonly message: string;
}

/** What is asked of providers about credentials. Never throws for what the other side does. */
export interface Vendors {
  refresh(
    connection: Pick<OpenConnection, 'provider' | 'account'>,
    given: Readonly<Record<string, string>>,
  ): Promise<Refreshed>;
  check(opened: OpenConnection): Promise<Checked>;
}
