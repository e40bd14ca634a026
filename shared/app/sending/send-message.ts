import type { ContactLease } from '../../domain/contacts/contact-lease.ts';
import { withUnsubscribeUrl } from '../../domain/content/unsubscribe-url.ts';
import type { Lead } from '../../domain/leads/lead.ts';
import { composeMail } from '../../domain/mail/compose.ts';
import type { MissionContent } from '../../domain/missions/content.ts';
import type { BuiltMessage } from '../../domain/missions/message.ts';
import type { SendContext } from '../../domain/sending/guards/guard.ts';
import { firstObstacle } from '../../domain/sending/guards/guards.ts';
import { applyFeedback, type Send } from '../../domain/sending/send.ts';
import { missionHashOf, threadToken } from '../../domain/sending/thread-token.ts';
import { type Clock, MINUTE } from '../../kernel/clock.ts';
import { type TakenContact, takeContact } from '../contacts/take-contact.ts';
import type { LeadStore } from '../ports/leads.ts';
import type { Mailer, SendLedger, SendOutcome } from '../ports/sending.ts';
import { retryFrom } from '../retry-on-conflict.ts';

export interface SendMessageDeps {
  readonly leads: LeadStore;
  readonly ledger: SendLedger;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly threadSecret: string;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
}

export interface MessageToSend {
  readonly context: SendContext;
  readonly built: Extract<BuiltMessage, { ok: true }>;
  readonly content: MissionContent;
  readonly variant: string;
  readonly cohort: string;
  readonly dryRun: boolean;
}

/** What became of it: `skipped` when the ledger or a guard said no at the last moment. */
export type SendResult =
  | { readonly kind: 'sent' | 'dry-run' | 'refused' | 'unknown' }
  /** `lost`: to another part of Rex, which speaks to the person now. */
  | { readonly kind: 'skipped'; readonly lost?: ContactLease }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** How long one part of Rex may speak to a person: the time of a claim, a call and a write, with room. */
const LEASE_MS = 5 * MINUTE;
/** The frequency cap looks at so many messages. */
const CONTACTS_KEPT = 10;

/**
 * One message to one person. Claimed twice before it leaves: the person (one guarded write that checks
 * suppression, lease and frequency against what is stored now), then the ledger key, which is never given up.
 * Only then the provider is called, once; what it answers settles the claim. Without an answer the claim stays,
 * and the provider's own event settles it or it becomes `unknown`.
 */
export async function sendMessage(deps: SendMessageDeps, message: MessageToSend): Promise<SendResult> {
  const { context, built, cohort, variant } = message;
  const claimed = await claimPerson(deps, message);
  if (!claimed.ok) return { kind: 'skipped', ...(claimed.because === 'held' ? { lost: claimed.by } : {}) };
  if (!context.approval || !context.domain) return { kind: 'skipped' };
  const { lead } = claimed;
  const { mission, step } = context;
  const send: Send = {
    workspace: mission.workspace,
    missionId: mission.id,
    cohort,
    leadId: lead.id,
    step,
    version: 1,
    variant,
    state: message.dryRun ? 'dry_run' : 'claimed',
    subject: built.rendered.subject,
    contentHash: built.hash,
    approvalId: context.approval.id,
    domain: context.domain.domain,
    claimedAt: deps.clock.now().toISOString(),
  };
  if (!(await deps.ledger.claim(send))) return { kind: 'skipped' };
  if (message.dryRun) return { kind: 'dry-run' };
  const raw = await composeRaw(deps, message, lead);
  const outcome = await deps.mailer.send({
    raw,
    from: message.content.from.address,
    to: lead.profile.address,
    tags: { workspace: mission.workspace, mission: mission.id, cohort, lead: lead.id, step: String(step) },
  });
  return settle(deps, send, outcome);
}

/**
 * Takes the right to speak to the person and writes down the contact, in one guarded write: the guards are asked
 * again over the lead as it is now, so a suppression or another mission's message that came a moment ago counts.
 */
function claimPerson(deps: SendMessageDeps, { context, cohort }: MessageToSend): Promise<TakenContact> {
  return takeContact(deps, {
    workspace: context.lead.workspace,
    leadId: context.lead.id,
    known: context.lead,
    holder: context.key,
    forMs: LEASE_MS,
    // The message was built for the profile that was read first; for another one it was not approved.
    refuses: (lead, now) =>
      JSON.stringify(lead.profile) !== JSON.stringify(context.lead.profile) ||
      firstObstacle({ ...context, lead, now }) !== undefined,
    change: (lead, now) => ({
      ...lead,
      contacted: [
        { key: context.key, at: now.toISOString() },
        ...lead.contacted.filter(({ key }) => key !== context.key),
      ].slice(0, CONTACTS_KEPT),
      journeys: { ...lead.journeys, [context.mission.id]: cohort },
    }),
  });
}

function composeRaw(deps: SendMessageDeps, message: MessageToSend, lead: Lead): Promise<Uint8Array> {
  const { context, built, content } = message;
  const token = threadToken(deps.threadSecret, {
    workspace: context.mission.workspace,
    leadId: lead.id,
    missionHash: missionHashOf(context.mission.id),
    step: context.step,
  });
  const unsubscribeUrl = `${deps.publicBaseUrl}/u/${token}`;
  const { subject, text, html } = withUnsubscribeUrl(built.rendered, unsubscribeUrl);
  return composeMail({
    from: content.from,
    to: lead.profile.address,
    replyTo: `reply+${token}@${content.replyDomain}`,
    subject,
    text,
    html,
    listUnsubscribeUrl: unsubscribeUrl,
    listUnsubscribeMailto: `reply+${token}@${content.replyDomain}?subject=unsubscribe`,
    messageIdDomain: context.domain?.domain ?? content.replyDomain,
    date: deps.clock.now(),
  });
}

async function settle(deps: SendMessageDeps, send: Send, outcome: SendOutcome): Promise<SendResult> {
  const at = deps.clock.now().toISOString();
  switch (outcome.outcome) {
    case 'accepted':
      await record(deps, send, (s) =>
        applyFeedback(s, { kind: 'sent', at, providerMessageId: outcome.providerMessageId }),
      );
      return { kind: 'sent' };
    case 'refused':
      await record(deps, send, (s) => applyFeedback(s, { kind: 'rejected', at, reason: outcome.reason }));
      return { kind: 'refused' };
    case 'unavailable':
      // The provider said that it did not send, so the same claim may be tried again later.
      await deps.ledger.release(send);
      return { kind: 'unavailable', reason: outcome.reason };
    case 'unknown':
      return { kind: 'unknown' };
  }
}

/** The provider's event may have settled the claim before us: then there may be nothing left to write. */
async function record(deps: SendMessageDeps, claimed: Send, change: (send: Send) => Send): Promise<void> {
  await retryFrom(
    claimed,
    () => deps.ledger.get(claimed),
    async (send) => {
      const next = change(send);
      if (next !== send) await deps.ledger.save(next);
    },
  );
}
