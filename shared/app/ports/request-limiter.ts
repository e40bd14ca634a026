import type { RexError } from '../../kernel/errors.ts';

export interface RequestAllowance {
  readonly limit: number;
  /** How many more the same person may make right now. */
  readonly remaining: number;
}

export interface RequestLimiter {
  /** Why this person is refused, where that is known here without asking anybody. */
  refusal(workspace: string, subject: string): RexError | undefined;
  /** @throws RexError RATE_LIMITED, with the seconds after which trying again helps */
  take(workspace: string, subject: string): Promise<RequestAllowance>;
}
