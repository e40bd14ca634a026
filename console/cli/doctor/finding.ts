/** `note` is nothing wrong, but worth knowing; `left-out` could not be looked at. */
export type Verdict = 'ok' | 'note' | 'problem' | 'left-out';

export interface Finding {
  /** What was looked at, such as `ses-account`. */
  readonly check: string;
  readonly verdict: Verdict;
  /** What was seen. */
  readonly seen: string;
  /** What to do about it. */
  readonly mend?: string;
}

/** One thing to look at. */
export interface Check {
  readonly name: string;
  look(): Promise<Omit<Finding, 'check'>>;
}

export const ok = (seen: string) => ({ verdict: 'ok', seen }) as const;
export const note = (seen: string, mend?: string) =>
  ({ verdict: 'note', seen, ...(mend ? { mend } : {}) }) as const;
export const problem = (seen: string, mend: string) => ({ verdict: 'problem', seen, mend }) as const;
export const leftOut = (seen: string, mend?: string) =>
  ({ verdict: 'left-out', seen, ...(mend ? { mend } : {}) }) as const;

/** Looks at everything at once. A look that fails says so, and the others go on. */
export const lookAt = (checks: readonly Check[]): Promise<Finding[]> =>
  Promise.all(checks.map(async ({ name, look }) => ({ check: name, ...(await look().catch(couldNotLook)) })));

const DENIED = /AccessDenied|UnauthorizedOperation|NotAuthorized|AuthorizationError/;

function couldNotLook(error: unknown): Omit<Finding, 'check'> {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const mend = DENIED.test(name) ? 'Allow it to these credentials, and ask again.' : undefined;
  return leftOut(`It could not be looked at: ${name}: ${message.slice(0, 300)}`, mend);
}

/** Says that something was not looked at, and why. */
export const leftOutCheck = (name: string, seen: string, mend?: string): Check => ({
  name,
  look: async () => leftOut(seen, mend),
});
