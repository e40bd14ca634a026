import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Issue, type IssueRef, issueEvent, turned } from '../domain/issue.ts';
import type { IssueStore } from './ports/issues.ts';

export interface DecideIssueDeps {
  readonly issues: Pick<IssueStore, 'get' | 'save' | 'counts'>;
  readonly clock: Clock;
}

interface DecideIssue {
  readonly ref: IssueRef;
  readonly newsletter: string;
  readonly reason: string;
  readonly cause: Cause;
}

/** @throws RexError NOT_FOUND; also for a draft, which is its task's alone */
export async function getIssue(
  { issues }: { readonly issues: Pick<IssueStore, 'get'> },
  ref: IssueRef,
  newsletter: string,
): Promise<Issue> {
  const issue = await issues.get(ref);
  if (!issue || issue.state === 'draft' || issue.newsletter !== newsletter)
    throw new RexError('NOT_FOUND', `There is no issue ${ref.id} of ${newsletter}.`);
  return issue;
}

/**
 * Lets an issue go on that was stopped: what was counted so far stops it no more.
 * @throws RexError NOT_FOUND; CONFLICT when it is not stopped
 */
export const resumeIssue = (deps: DecideIssueDeps, decision: DecideIssue): Promise<Issue> =>
  retryOnConflict(async () => {
    const issue = await getIssue(deps, decision.ref, decision.newsletter);
    if (issue.state === 'sending') return issue;
    if (issue.state !== 'stopped') throw new RexError('CONFLICT', `Issue ${issue.id} is ${issue.state}.`);
    const { sent, bounced, complained } = await deps.issues.counts(decision.ref);
    const now = deps.clock.now();
    const base = { sent, bounced, complained };
    const next = turned(issue, { state: 'sending', nextAt: now.toISOString(), base });
    const reason = `${decision.cause.actor.id} let it go on: ${decision.reason}`;
    return deps.issues.save(next, [issueEvent({ ...next, reason }, decision.cause, now)]);
  });

/** @throws RexError NOT_FOUND; CONFLICT when it is finished */
export const cancelIssue = (deps: DecideIssueDeps, decision: DecideIssue): Promise<Issue> =>
  retryOnConflict(async () => {
    const issue = await getIssue(deps, decision.ref, decision.newsletter);
    if (issue.state === 'cancelled') return issue;
    if (issue.state === 'finished')
      throw new RexError('CONFLICT', `Issue ${issue.id} has gone to everybody.`);
    const now = deps.clock.now();
    const reason = `${decision.cause.actor.id}: ${decision.reason}`;
    const next = turned(issue, { state: 'cancelled', reason, finishedAt: now.toISOString() });
    return deps.issues.save(next, [issueEvent(next, decision.cause, now)]);
  });
