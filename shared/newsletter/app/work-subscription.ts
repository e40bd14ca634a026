import { mailProviderOf } from '../../channels/domain/channel-terms.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import { addMs, type Clock, MINUTE, utcDay } from '../../kernel/clock.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import type { UnderWay } from '../../limits/app/ports/under-way.ts';
import { composeMail, type OutgoingMail as MailParts } from '../../mail/domain/compose.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { Mailer, SendOutcome } from '../../sending/app/ports/sending.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { confirmMail } from '../domain/confirm-mail.ts';
import { leaveToken, newConfirmToken, type Subscriber } from '../domain/links.ts';
import type { Newsletter } from '../domain/newsletter.ts';
import {
  expiryOf,
  mailClaimed,
  mailGivenBack,
  mailLater,
  mailNever,
  type Subscription,
} from '../domain/subscription.ts';
import type { NewsletterStore, SubscriptionStore } from './ports/newsletter.ts';
import { type WhoMayBeMailedDeps, whoMayBeMailed } from './who-may-be-mailed.ts';

interface WorkSubscriptionDeps extends WhoMayBeMailedDeps {
  readonly newsletters: Pick<NewsletterStore, 'get'>;
  readonly subscriptions: SubscriptionStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: Pick<PoolStore, 'get' | 'reserveSends'>;
  readonly limits: ProviderLimits;
  readonly underWay: Pick<UnderWay, 'begin' | 'end'>;
  readonly mailer: Mailer;
  readonly threadSecret: string;
  readonly publicBaseUrl: string;
  readonly clock: Clock;
}

/** It goes out whatever was sent today: the person asked for it. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;
/** Of a worker that dies, the mark ends after so long. */
const MARKED_MS = MINUTE;

/**
 * Does the next thing about a subscription, if something is due now: the mail to confirm it, a reminder, or its end after 30 days. The
 * link of a mail is claimed with the record before the provider is called, and given back only when the provider certainly did
 * not take it; a repeat finds that nothing is due.
 */
export async function workSubscription(deps: WorkSubscriptionDeps, of: Subscriber): Promise<void> {
  const known = await deps.subscriptions.get(of);
  const now = deps.clock.now();
  if (known?.state !== 'pending') return;
  if (expiryOf(known) <= now) return expire(deps, known, now);
  if (known.mailAt === undefined || known.mailAt > now.toISOString()) return;
  // Marked before the pause is read: whoever pauses waits for what has begun.
  const mark = `subscription ${of.newsletter} ${of.leadId}`;
  await deps.underWay.begin(of.workspace, mark, addMs(now, MARKED_MS));
  try {
    await mailWhatIsDue(deps, known, now);
  } finally {
    await deps.underWay.end(of.workspace, mark);
  }
}

async function mailWhatIsDue(deps: WorkSubscriptionDeps, known: Subscription, now: Date): Promise<void> {
  const [newsletter, record, pool] = await Promise.all([
    deps.newsletters.get(known.workspace, known.newsletter),
    deps.workspaces.get(known.workspace),
    deps.pools.get(known.workspace),
  ]);
  const settings = record?.settings;
  const own = pool?.domains.filter(isOwned) ?? [];
  const domain = own.find(({ status }) => status === 'active');
  const may = await whoMayBeMailed(deps, known.workspace, domain?.domain ?? '', [known]);
  if (!newsletter || !settings || settings.dryRun || (domain && may.length === 0))
    return save(deps, mailNever(known));
  if (settings.paused || !domain) return save(deps, mailLater(known, now));
  const provider = mailProviderOf(settings.channels, domain.domain);
  if (!(await deps.limits.take(known.workspace, provider, 1)).ok) return save(deps, mailLater(known, now));
  const reserved = await deps.pools.reserveSends({
    workspace: known.workspace,
    day: utcDay(now),
    count: 1,
    workspaceLimit: NO_LIMIT,
    domain: { name: domain.domain, limit: NO_LIMIT },
  });
  if (reserved !== 'reserved') return save(deps, mailLater(known, now));
  const { token, hash } = newConfirmToken(known);
  const claimed = await claim(deps, mailClaimed(known, hash, domain.domain, now));
  if (!claimed) return;
  const outcome = await send(deps, { newsletter, settings, domain, subscription: known, token, provider });
  if (outcome.outcome === 'unavailable') await save(deps, mailGivenBack(claimed, hash, deps.clock.now()));
  if (outcome.outcome === 'refused') await save(deps, mailNever(claimed));
}

/** Who has unsubscribed before stays known as that, so that a member cannot add them. */
async function expire(deps: WorkSubscriptionDeps, known: Subscription, now: Date): Promise<void> {
  const { unsubscribedAt } = known;
  try {
    if (unsubscribedAt === undefined) return await deps.subscriptions.delete(known);
    await deps.subscriptions.save(
      { ...known, state: 'unsubscribed', since: now.toISOString(), tokens: [], mailAt: undefined },
      [],
    );
  } catch (error) {
    // They have confirmed at this moment, or another delivery was faster.
    if (!isConflict(error)) throw error;
  }
}

async function claim(deps: WorkSubscriptionDeps, next: Subscription): Promise<Subscription | undefined> {
  try {
    return await deps.subscriptions.save(next, []);
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

/** A conflict: they have confirmed or left meanwhile, and what is due is another thing. */
async function save(deps: WorkSubscriptionDeps, next: Subscription): Promise<void> {
  await claim(deps, next);
}

async function send(
  deps: WorkSubscriptionDeps,
  of: {
    readonly newsletter: Newsletter;
    readonly settings: Settings;
    readonly domain: SendingDomain;
    readonly subscription: Subscription;
    readonly token: string;
    readonly provider: ReturnType<typeof mailProviderOf>;
  },
): Promise<SendOutcome> {
  const { newsletter, settings, domain, subscription, token, provider } = of;
  const { workspace, leadId, newsletter: id, address, mails } = subscription;
  const from = { name: settings.senderName, address: `${settings.senderLocalPart}@${domain.domain}` };
  const leave = leaveToken(deps.threadSecret, { workspace, leadId, newsletter: id });
  const parts: MailParts = {
    from,
    to: address,
    ...confirmMail({
      name: newsletter.name,
      purpose: newsletter.purpose,
      brandName: settings.brandName,
      postalAddress: settings.postalAddress,
      url: `${deps.publicBaseUrl}/confirm/${token}`,
      isReminder: mails > 0,
    }),
    listUnsubscribeUrl: `${deps.publicBaseUrl}/leave/${leave}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    messageIdDomain: domain.domain,
    date: deps.clock.now(),
  };
  const raw = await composeMail(parts);
  const tags = { workspace, newsletter: id, lead: leadId };
  return deps.mailer.send({ provider, raw, parts, from: from.address, to: address, tags });
}
