/** Who may sign in at all. */
export interface Accounts {
  /**
   * Sees to it that somebody with this address can sign in: makes an account where there is none, and sends a first password again
   * that was never used. The sign-in itself brings the password to the address. Repeats are harmless.
   */
  ensure(email: string): Promise<void>;
}
