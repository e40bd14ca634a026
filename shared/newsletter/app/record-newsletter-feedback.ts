import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { OUTCOMES } from '../../domains/domain/provider-day.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/events.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import type { SuppressionReason } from '../../leads/contract/suppressions.ts';
import { providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { CountHeard } from '../../sending/app/count-heard.ts';
import type { NewsletterFeedback } from '../../sending/app/record-feedback.ts';
import type { Feedback } from '../../sending/domain/send.ts';
import { newsletterOf } from '../contract/issue.ts';
import { type Copy, withFeedback } from '../domain/copy.ts';
import { left, type Subscription, subscriberEvent, type Trouble, troubled } from '../domain/subscription.ts';
import { type JudgeIssueDeps, judgeIssue } from './judge-issue.ts';
import type { CopyStore } from './ports/issues.ts';
import type { SubscriptionStore } from './ports/newsletter.ts';

export interface NewsletterFeedbackDeps extends JudgeIssueDeps {
  readonly copies: Pick<CopyStore, 'get' | 'change'>;
  readonly subscriptions: Pick<SubscriptionStore, 'get' | 'save'>;
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly pools: PoolStore;
  /** Told what was learned, after it was recorded; given where the provider's own counts are compared with it. */
  readonly countHeard?: CountHeard;
}

const PROVIDER: Actor = { kind: 'provider', id: 'feedback' };

/**
 * What a provider says of a mail about a newsletter. Repeats and any order are harmless, and so is a mail that is not known. Whoever it
 * bounces for, or who complains, is suppressed first, then marked, and counted last: so a death in between repeats it.
 */
export async function recordNewsletterFeedback(
  deps: NewsletterFeedbackDeps,
  { ref, feedback }: NewsletterFeedback,
): Promise<void> {
  const { workspace, issue } = ref;
  const trouble = troubleOf(feedback);
  if (issue !== undefined && newsletterOf(issue) !== ref.newsletter) return;
  const hasChanged = await retryOnConflict(async () => {
    const subscription = await deps.subscriptions.get(ref);
    const copy = issue === undefined ? undefined : await deps.copies.get({ ...ref, issue });
    const next = copy && withFeedback(copy, feedback);
    if (issue !== undefined && !copy) return false;
    if (feedback.kind === 'unsubscribed') return subscription ? unsubscribe(deps, subscription) : false;
    if (copy && next === copy) return false;
    const isMarked =
      trouble && subscription ? await stop(deps, subscription, trouble, feedback.at, issue) : false;
    if (copy && next) await deps.copies.change(copy, next);
    const mailed = copy ? mailedBy(copy) : subscription?.mailedFrom;
    if (trouble && mailed && (copy || isMarked))
      await deps.pools.countTraffic(mailed.domain, mailed.day, {
        [providerGroupOf(subscription?.address ?? '')]: { [trouble]: 1 },
      });
    return copy !== undefined || isMarked;
  });
  if (!hasChanged) return;
  const outcome = OUTCOMES.find((each) => each === feedback.kind);
  if (outcome) await deps.countHeard?.(workspace, [{ outcome, at: feedback.at }]);
  // Last: when it fails, nothing is lost, for the next batch is judged too.
  if (trouble && issue !== undefined) await judgeIssue(deps, { workspace, id: issue });
}

/** What ends all mail to a person. */
function troubleOf(feedback: Feedback): Trouble | undefined {
  if (feedback.kind === 'complained') return feedback.kind;
  return feedback.kind === 'bounced' && feedback.permanent ? feedback.kind : undefined;
}

const mailedBy = ({ domain, claimedAt }: Copy) => ({ domain, day: claimedAt.slice(0, 10) });

const REASONS = { bounced: 'hard_bounce', complained: 'complaint' } as const satisfies Record<
  Trouble,
  SuppressionReason
>;

/** Whether the subscriber was not marked before. */
async function stop(
  deps: NewsletterFeedbackDeps,
  subscription: Subscription,
  trouble: Trouble,
  at: string,
  issue: string | undefined,
): Promise<boolean> {
  const now = deps.clock.now();
  const next = troubled(subscription, trouble, at, now);
  if (next === subscription) return false;
  const { newsletter } = subscription;
  const correlationId = issue ?? newsletter;
  if (trouble === 'complained') await tellComplaint(deps, subscription, issue);
  await suppress(deps, subscription, REASONS[trouble], PROVIDER, correlationId);
  await deps.subscriptions.save(next, [subscriberEvent(next, 'provider', PROVIDER, correlationId, now)]);
  return true;
}

/** The provider was asked to send them nothing more, and will not: so nobody else does. */
async function unsubscribe(deps: NewsletterFeedbackDeps, known: Subscription): Promise<boolean> {
  const recipient: Actor = { kind: 'recipient', id: 'feedback' };
  await suppress(deps, known, 'unsubscribe', recipient, known.newsletter);
  if (known.state !== 'confirmed' && known.state !== 'pending') return false;
  const now = deps.clock.now();
  const next = left(known, now);
  await deps.subscriptions.save(next, [subscriberEvent(next, 'provider', recipient, known.newsletter, now)]);
  return true;
}

/** In the list of the workspace, by which they are known whatever else writes to them; and where they are a lead. */
async function suppress(
  deps: NewsletterFeedbackDeps,
  { workspace, leadId, address, newsletter }: Subscription,
  reason: SuppressionReason,
  actor: Actor,
  correlationId: string,
): Promise<void> {
  const source = `newsletter ${newsletter}`;
  const suppression = { reason, source, at: deps.clock.now().toISOString() };
  await deps.suppressions.add([
    { list: workspace, kind: 'address', name: leadId, value: address, version: 1, suppression },
  ]);
  try {
    await suppressLead(deps, { workspace, leadId, reason, source, actor, correlationId });
  } catch (error) {
    // Most subscribers are no leads.
    if (!(error instanceof RexError && error.code === 'NOT_FOUND')) throw error;
  }
}

const tellComplaint = (
  deps: NewsletterFeedbackDeps,
  { workspace, newsletter, leadId }: Subscription,
  issue: string | undefined,
) =>
  raiseAlert(
    deps,
    {
      workspace,
      type: 'customer-complaint',
      severity: 'warning',
      title: 'A subscriber reported a newsletter as spam',
      message: `The person gets nothing more. Look at who subscribes to ${newsletter}, and how ("rex newsletter subscribers ${newsletter}"): more than one complaint in a thousand mails costs the reputation of the domain.`,
      evidence: { newsletter, leadId, issue: issue ?? null },
      cause: `complaint ${issue ?? newsletter}`,
    },
    issue ?? newsletter,
  );
