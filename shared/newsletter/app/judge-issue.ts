import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { breachOf, seenSince } from '../domain/bounds.ts';
import { type IssueRef, issueEvent, turned } from '../domain/issue.ts';
import type { IssueStore } from './ports/issues.ts';

export interface JudgeIssueDeps extends RaiseAlertDeps {
  readonly issues: Pick<IssueStore, 'get' | 'save' | 'counts'>;
}

/**
 * Stops an issue when what became of it is beyond a bound, and tells people. The alert comes first: a death in between repeats it, and
 * the alert of one cause is one.
 * @returns whether it may go on
 */
export const judgeIssue = (deps: JudgeIssueDeps, ref: IssueRef): Promise<boolean> =>
  retryOnConflict(async () => {
    const [issue, counts] = await Promise.all([deps.issues.get(ref), deps.issues.counts(ref)]);
    if (issue?.state !== 'sending') return false;
    const breach = breachOf(seenSince(counts, issue.base));
    if (breach === undefined) return true;
    const { workspace, id, newsletter, task } = issue;
    await raiseAlert(
      deps,
      {
        workspace,
        type: 'newsletter.stopped',
        severity: 'critical',
        title: `An issue of ${newsletter} has stopped`,
        message: `${breach} Nobody else gets it. Look at who is subscribed and at what it says, then run "rex newsletter resume ${id} --reason TEXT" or "rex newsletter cancel ${id} --reason TEXT".`,
        evidence: {
          newsletter,
          issue: id,
          task,
          agent: 'email',
          effect: 'newsletter.send',
          segment: newsletter,
        },
        cause: `issue-stopped ${id}`,
      },
      task,
    );
    const next = turned(issue, { state: 'stopped', reason: breach });
    const cause = { actor: REX, correlationId: task };
    await deps.issues.save(next, [issueEvent(next, cause, deps.clock.now())]);
    return false;
  });
