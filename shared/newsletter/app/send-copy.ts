import type { MailProvider } from '../../channels/contract/channels.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { composeMail, type OutgoingMail as MailParts } from '../../mail/domain/compose.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { Mailer, OutgoingMail, SendOutcome } from '../../sending/app/ports/sending.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { type Copy, claimedCopy, withFeedback } from '../domain/copy.ts';
import type { Issue } from '../domain/issue.ts';
import { leaveToken } from '../domain/links.ts';
import type { Newsletter } from '../domain/newsletter.ts';
import type { Subscription } from '../domain/subscription.ts';
import { issueFor, type LinkDeps } from './issue-frame.ts';
import type { CopyStore, IssueStore } from './ports/issues.ts';
import type { SubscriptionStore } from './ports/newsletter.ts';

export interface SendCopyDeps extends LinkDeps {
  readonly copies: CopyStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly issues: Pick<IssueStore, 'get'>;
  readonly subscriptions: Pick<SubscriptionStore, 'get'>;
  readonly mailer: Mailer;
  readonly clock: Clock;
}

/** What all copies of a batch have in common. */
export interface SendView {
  readonly issue: Issue;
  readonly newsletter: Newsletter;
  readonly settings: Settings;
  readonly provider: MailProvider;
}

type Unavailable = Extract<SendOutcome, { outcome: 'unavailable' }>;

/** Nothing went out, and nothing will: they have left, the issue was ended, or somebody else sends it to them. */
const SKIPPED = { outcome: 'skipped' } as const;

/**
 * Sends an issue to one person, once. It is built first, then claimed, then the provider is called, whose answer settles the claim; a
 * claim is given up only when the provider certainly did not take it. Without an answer it stays, and the provider's own event
 * settles it, or it counts as unclear.
 * @returns undefined when the provider was asked, and has it, or refused it, or gave no answer
 */
export async function sendCopy(
  deps: SendCopyDeps,
  view: SendView,
  person: Subscription,
): Promise<Unavailable | typeof SKIPPED | undefined> {
  const { workspace, newsletter, id: issue, domain } = view.issue;
  const mail = await built(deps, view, person);
  const ref = { workspace, newsletter, issue, leadId: person.leadId };
  const copy = claimedCopy(ref, domain, deps.clock.now());
  // A batch takes its time: what was decided meanwhile is in force before its next mail.
  const [record, now, subscription] = await Promise.all([
    deps.workspaces.get(workspace),
    deps.issues.get({ workspace, id: issue }),
    deps.subscriptions.get({ workspace, newsletter, leadId: person.leadId }),
  ]);
  if (record?.settings.paused !== false) return unavailable('The workspace is paused.');
  if (record.settings.dryRun) return unavailable('The workspace is in a dry run.');
  if (now?.state !== 'sending' || subscription?.state !== 'confirmed') return SKIPPED;
  if (!(await deps.copies.claim(copy))) return SKIPPED;
  const outcome = 'outcome' in mail ? mail : await deps.mailer.send(mail);
  const at = deps.clock.now().toISOString();
  switch (outcome.outcome) {
    case 'accepted':
      await settle(deps, copy, { kind: 'sent', at, providerMessageId: outcome.providerMessageId });
      return undefined;
    case 'refused':
      await settle(deps, copy, { kind: 'rejected', at, reason: outcome.reason });
      return undefined;
    case 'unavailable':
      await unlessHeard(deps.copies.giveUp(copy));
      return outcome;
    default:
      return undefined;
  }
}

const unavailable = (reason: string): Unavailable => ({ outcome: 'unavailable', reason });

const settle = ({ copies }: SendCopyDeps, copy: Copy, feedback: Parameters<typeof withFeedback>[1]) =>
  unlessHeard(copies.change(copy, withFeedback(copy, feedback)));

/** A conflict: the provider's own event was faster than its answer, and says as much or more. */
async function unlessHeard(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
}

async function built(
  deps: SendCopyDeps,
  { issue, newsletter, settings, provider }: SendView,
  { leadId, address, firstName }: Subscription,
): Promise<OutgoingMail | Extract<SendOutcome, { outcome: 'refused' }>> {
  const { workspace, newsletter: id, from, domain } = issue;
  const leave = leaveToken(deps.threadSecret, { workspace, newsletter: id, leadId });
  const leaveUrl = `${deps.publicBaseUrl}/leave/${leave}`;
  const parts: MailParts = {
    from,
    to: address,
    ...issueFor(deps, { newsletter, settings }, issue, { firstName, leaveUrl }),
    listUnsubscribeUrl: leaveUrl,
    headers: { 'List-Id': `<${newsletter.listId}>`, Precedence: 'bulk' },
    messageIdDomain: domain,
    date: deps.clock.now(),
  };
  try {
    const tags = { workspace, newsletter: id, issue: issue.id, lead: leadId };
    const raw = await composeMail(parts);
    const tracked = settings.newsletterTracking;
    return { provider, raw, parts, from: from.address, to: address, tags, tracked };
  } catch (error) {
    if (!(error instanceof RexError)) throw error;
    return { outcome: 'refused', reason: error.message };
  }
}
