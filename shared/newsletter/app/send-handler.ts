import type * as z from 'zod';
import { effectDigest } from '../../autonomy/domain/effect.ts';
import { REX } from '../../kernel/events.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { Done, Performed, TaskHandler } from '../../tasks/app/ports/handler.ts';
import { type NewsletterSendPayload, newsletterSendType } from '../contract/tasks.ts';
import { type Issue, issueEvent, issueIdOf, turned } from '../domain/issue.ts';
import { frameOf } from './issue-frame.ts';
import { issueEffect, type PlanIssueDeps, planIssue } from './plan-issue.ts';

/** Lets an issue begin, once. The consumer of newsletters sends it, batch by batch; its record tells how far it is. */
export const newsletterSendHandler = (deps: PlanIssueDeps): TaskHandler<NewsletterSendPayload> => ({
  type: newsletterSendType.type,
  payload: newsletterSendType.payload as z.ZodType<NewsletterSendPayload>,
  plan: (order) => planIssue(deps, order),

  async perform({ workspace, taskId, payload, settings }, effect): Promise<Performed> {
    const [newsletter, issue] = await Promise.all([
      deps.newsletters.get(workspace, payload.list),
      deps.issues.get({ workspace, id: issueIdOf(payload.list, taskId) }),
    ]);
    if (!newsletter || !issue) return { outcome: 'unavailable', reason: 'It was not looked at.' };
    if (issue.state !== 'draft') return begun(issue);
    if (effectDigest(issueEffect(deps, { newsletter, settings }, issue)) !== effectDigest(effect))
      return { outcome: 'unavailable', reason: 'It has changed since it was looked at.' };
    const now = deps.clock.now();
    const at = now.toISOString();
    const next = turned(issue, {
      state: 'sending',
      startedAt: at,
      nextAt: at,
      frame: frameOf(newsletter, settings),
    });
    try {
      const cause = { actor: REX, correlationId: taskId };
      return begun(await deps.issues.save(next, [issueEvent(next, cause, now)]));
    } catch (error) {
      if (isConflict(error)) return { outcome: 'unavailable', reason: 'It changed at this moment.' };
      throw error;
    }
  },

  async lookUp({ workspace, taskId, payload }) {
    const issue = await deps.issues.get({ workspace, id: issueIdOf(payload.list, taskId) });
    return issue && issue.state !== 'draft' ? begun(issue) : { outcome: 'absent' };
  },
});

const begun = ({ id, recipients }: Issue): Done => ({
  outcome: 'done',
  providerId: id,
  result: { issue: id, recipients },
});
