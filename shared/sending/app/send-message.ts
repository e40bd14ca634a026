import { claimNumber } from '../../channels/app/claim-number.ts';
import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { recordNumberWords } from '../../channels/app/record-number-words.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { numberIdOf } from '../../channels/domain/contact-number.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import type { Clock } from '../../kernel/clock.ts';
import { acquireContactLease, type TakenContact } from '../../leads/app/acquire-contact-lease.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { ContactLease } from '../../leads/domain/contact-lease.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { firstObstacle } from '../domain/guards/guards.ts';
import { applyFeedback, type Send } from '../domain/send.ts';
import type { Mend, SendLedger, SendOutcome } from './ports/sending.ts';
import { type MessageToSend, type PrepareMessageDeps, prepareMessage } from './prepare-message.ts';

export interface SendMessageDeps extends PrepareMessageDeps {
  readonly leads: LeadStore;
  readonly numbers: ContactNumberStore;
  readonly ledger: SendLedger;
  readonly clock: Clock;
}

/** What became of it: `skipped` when the ledger or a guard said no at the last moment. */
export type SendResult =
  | { readonly kind: 'assigned'; readonly until: string }
  | { readonly kind: 'sent' | 'dry-run' | 'refused' | 'unknown' }
  /** `lost`: to another part of Rex, which speaks to the person now. */
  | { readonly kind: 'skipped'; readonly lost?: ContactLease }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly mend: Mend | undefined };

/** The frequency cap looks at so many messages. */
const CONTACTS_KEPT = 10;
const REASON_LENGTH = 200;

/**
 * One message to one person. Built first: what cannot be built is rejected, with the reason. Then claimed, before it
 * leaves: the person (one guarded write that checks suppression, lease
 * and frequency against what is stored now), the number where it goes to one (the same with its stops), then the
 * ledger key, which is never given up. Only then the provider is called, once; what it answers settles the claim.
 * Without an answer the claim stays, and the provider's own event settles it or it becomes `unknown`.
 */
export async function sendMessage(deps: SendMessageDeps, message: MessageToSend): Promise<SendResult> {
  const { context, built } = message;
  if (!context.approval || (built.channel === 'email' && !isFromOwnDomain(message))) {
    return { kind: 'skipped' };
  }
  const send = sendOf(message, context.approval.id, deps.clock.now());
  const prepared = await prepareMessage(deps, message, send);
  if (!prepared.ok) return rejectUnbuilt(deps, send, prepared.reason);
  const claimed = await claimPerson(deps, message);
  if (!claimed.ok) return { kind: 'skipped', ...(claimed.because === 'held' ? { lost: claimed.by } : {}) };
  if (!message.dryRun && !(await claimNumberOf(deps, message, send))) return { kind: 'skipped' };
  if (!(await deps.ledger.claim(send))) return { kind: 'skipped' };
  if (message.dryRun) return { kind: 'dry-run' };
  const outcome = await prepared.send();
  if (outcome.outcome === 'refused' && outcome.recipient)
    await stopNumber(deps, message, send, outcome.recipient);
  return settle(deps, send, outcome);
}

/**
 * Whether it goes out from the very domain that was reserved for it a moment ago, in the transaction that checks whose
 * that is: one role of AWS serves all workspaces and may send from all domains, so this is where it is decided.
 */
const isFromOwnDomain = ({ context, content }: MessageToSend): boolean =>
  context.domain !== undefined && content.from.address.endsWith(`@${context.domain.domain}`);

function sendOf(
  { context, built, cohort, variant, channelReason, dryRun }: MessageToSend,
  approvalId: string,
  now: Date,
): Send {
  return {
    workspace: context.mission.workspace,
    missionId: context.mission.id,
    cohort,
    leadId: context.lead.id,
    step: context.step,
    version: 1,
    variant,
    state: dryRun ? 'dry_run' : 'claimed',
    channel: built.channel,
    ...(channelReason ? { channelReason } : {}),
    ...(built.channel === 'email' ? {} : { segments: built.rendered.segments }),
    subject: built.channel === 'email' ? built.rendered.subject : '',
    contentHash: built.hash,
    approvalId,
    domain: built.channel === 'email' ? (context.domain?.domain ?? '') : '',
    claimedAt: now.toISOString(),
  };
}

/** Written down as what it is: nobody was called, so nobody is claimed for it and nobody need wonder. */
async function rejectUnbuilt(deps: SendMessageDeps, send: Send, reason: string): Promise<SendResult> {
  const rejectedReason = reason.slice(0, REASON_LENGTH);
  const isNew = await deps.ledger.claim({ ...send, state: 'rejected', rejectedReason });
  return { kind: isNew ? 'refused' : 'skipped' };
}

/** True for channels that go to no number. */
async function claimNumberOf(
  deps: SendMessageDeps,
  { built }: MessageToSend,
  { workspace, missionId, cohort, leadId, step, claimedAt: at }: Send,
): Promise<boolean> {
  const channel = numberChannel(built.channel);
  if (!channel) return true;
  const last = { channel, missionId, cohort, leadId, step, at };
  return claimNumber(deps, { workspace, phone: built.to, last });
}

/** Before the ledger is told: a death in between leaves a claim that becomes unknown, and a number that is stopped. */
async function stopNumber(
  deps: SendMessageDeps,
  { built }: MessageToSend,
  { workspace, missionId, step }: Send,
  word: 'unreachable' | 'asked',
): Promise<void> {
  const channel = numberChannel(built.channel);
  if (!channel) return;
  await recordNumberWords(deps, {
    workspace,
    numberId: numberIdOf(workspace, built.to),
    channel,
    words: [word],
    at: deps.clock.now().toISOString(),
    source: `message ${missionId}#${step}`,
  });
}

/**
 * Takes the right to speak to the person and writes down the contact, in one guarded write: the guards are asked
 * again over the lead as it is now, so a suppression or another mission's message that came a moment ago counts.
 */
function claimPerson(deps: SendMessageDeps, { context, cohort }: MessageToSend): Promise<TakenContact> {
  return acquireContactLease(deps, {
    workspace: context.lead.workspace,
    leadId: context.lead.id,
    known: context.lead,
    holder: context.key,
    forMs: CHANNEL_TERMS[context.channel].leaseMs,
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

async function settle(deps: SendMessageDeps, send: Send, outcome: SendOutcome): Promise<SendResult> {
  const at = deps.clock.now().toISOString();
  switch (outcome.outcome) {
    case 'accepted':
      await record(deps, send, (s) =>
        applyFeedback(s, { kind: 'sent', at, providerMessageId: outcome.providerMessageId }),
      );
      return { kind: 'sent' };
    case 'assigned':
      await record(deps, send, (s) => applyFeedback(s, { kind: 'assigned', at, until: outcome.until }));
      return { kind: 'assigned', until: outcome.until };
    case 'refused':
      await record(deps, send, (s) => applyFeedback(s, { kind: 'rejected', at, reason: outcome.reason }));
      return { kind: 'refused' };
    case 'unavailable':
      // The provider said that it did not send, so the same claim may be tried again later.
      await deps.ledger.release(send, outcome.reason.slice(0, REASON_LENGTH));
      return { kind: 'unavailable', reason: outcome.reason, mend: outcome.mend };
    case 'unknown':
      await record(deps, send, (s) =>
        s.state === 'claimed' ? { ...s, unknownReason: outcome.reason.slice(0, REASON_LENGTH) } : s,
      );
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
