export interface RequestAllowance {
  readonly limit: number;
  /** How many more the same person may make right now. */
  readonly remaining: number;
}

export interface RequestLimiter {
  /** @throws RexError RATE_LIMITED, with the seconds after which trying again helps */
  take(workspace: string, subject: string): Promise<RequestAllowance>;
}
