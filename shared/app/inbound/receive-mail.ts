import type { Actor } from '../../domain/events.ts';
import { postponeTo, replyIdOf } from '../../domain/leads/hold.ts';
import type { Lead } from '../../domain/leads/lead.ts';
import { classifyInbound, type InboundMail } from '../../domain/mail/inbound.ts';
import { type MailTexts, textsOf } from '../../domain/mail/thread.ts';
import { backAt } from '../../domain/sending/absence.ts';
import { effectOf, type InboundEffect } from '../../domain/sending/inbound-effects.ts';
import { missionHashOf, type Thread } from '../../domain/sending/thread-token.ts';
import { suppressLead } from '../leads/suppress-lead.ts';
import type { InboundMessage } from '../ports/leads.ts';
import { settleReply } from '../replies/decide-reply.ts';
import { holdPerson } from '../replies/hold-person.ts';
import { retryFrom } from '../retry-on-conflict.ts';
import { findThread } from './find-thread.ts';
import { type ReceiveUnthreadedDeps, receiveUnthreaded } from './receive-unthreaded.ts';
import { recordBounce } from './record-bounce.ts';

const RECIPIENT: Actor = { kind: 'recipient', id: 'inbound-mail' };

/** What SES says of a mail that it stored. */
export interface ReceivedMail {
  /** Given by SES; the same however often the mail is announced. */
  readonly id: string;
  readonly rawKey: string;
  readonly receivedAt: Date;
  /** Envelope recipients: where the mail really went, whatever its headers say. */
  readonly recipients: readonly string[];
  readonly spam: boolean;
  readonly virus: boolean;
  /** Whether the domain in From sent it; undefined when it does not say how that could be told. */
  readonly dmarc?: 'pass' | 'fail' | undefined;
}

export type MailOutcome = 'stored' | 'repeated' | 'quarantined' | 'noThread' | 'unknownLead';

export type ReceiveMailDeps = ReceiveUnthreadedDeps;

/** A mail and whose it is. */
export interface MailOfLead {
  readonly received: ReceivedMail;
  readonly mail: InboundMail;
  readonly texts: MailTexts;
  readonly lead: Lead;
  readonly missionId: string | undefined;
  readonly step: number | undefined;
}

const UNREAD: InboundMail = {
  kind: 'unreadable',
  evidence: 'the scan found spam or a virus: it is not read',
};
const NO_TEXTS: MailTexts = { written: '', reported: '' };

/**
 * Takes in one mail: what it means for the person takes effect first, each effect harmless when repeated; the mail
 * is stored last, so that a death in between loses nothing. Spam and viruses stay in the bucket, unread; one in a
 * thread of ours may be a person whom the scan got wrong, so it holds them.
 */
export async function receiveMail(deps: ReceiveMailDeps, received: ReceivedMail): Promise<MailOutcome> {
  const isBad = received.spam || received.virus;
  const raw = isBad ? undefined : await deps.files.read(received.rawKey);
  const mail = raw ? await classifyInbound(raw) : UNREAD;
  const texts = raw ? await textsOf(raw) : NO_TEXTS;
  const thread = findThread(deps.threadSecret, received.recipients, mail, texts);
  if (!thread) return isBad ? 'quarantined' : receiveUnthreaded(deps, received, mail, texts);
  const lead = await deps.leads.get(thread.workspace, thread.leadId);
  if (!lead) return 'unknownLead';
  const about = { received, mail, texts, lead, missionId: missionOf(lead, thread), step: thread.step };
  const outcome = await actOn(deps, about, isBad ? { hold: 'quarantined' } : readingOf(mail));
  return isBad ? 'quarantined' : outcome;
}

const missionOf = (lead: Lead, thread: Thread): string | undefined =>
  Object.keys(lead.journeys).find((missionId) => missionHashOf(missionId) === thread.missionHash);

export const readingOf = (mail: InboundMail): InboundEffect =>
  effectOf(
    'byMachine' in mail
      ? { ...mail, possibleOptOut: mail.possibleOptOut !== undefined }
      : { kind: mail.kind },
  );

/** Carries out what a mail means for its lead, and stores it. */
export async function actOn(
  deps: ReceiveMailDeps,
  about: MailOfLead,
  { suppress, hold, wait, tellLedger }: InboundEffect,
): Promise<'stored' | 'repeated' | 'unknownLead'> {
  const { received, mail, lead, missionId, step } = about;
  const { workspace, id: leadId } = lead;
  const message = messageOf(about);
  const why = { workspace, source: `mail ${received.id}`, actor: RECIPIENT, correlationId: received.id };
  if (suppress) {
    const before = await suppressLead(deps, { ...why, leadId, reason: suppress });
    await settleWaiting(deps, before, received.id);
  }
  if (wait && mail.kind === 'out_of_office') await noteAbsence(deps, about, mail.absentUntil);
  if (mail.kind === 'bounce') await recordBounce(deps, about, mail.bounces, why);
  const held = hold && (await holdPerson(deps, { workspace, leadId, reason: hold, message }));
  if (tellLedger && step !== undefined) {
    const { kind } = mail;
    await deps.feedback.recordInbound({ workspace, leadId, missionId, step, kind, at: received.receivedAt });
  }
  if (held) return held;
  return (await deps.leads.addInbound(workspace, leadId, message)) ? 'stored' : 'repeated';
}

/** What was doubtful before is certain now: nobody needs to decide about it any more. */
async function settleWaiting(deps: ReceiveMailDeps, lead: Lead, source: string): Promise<void> {
  for (const id of lead.hold?.replies.toReversed() ?? []) {
    await settleReply(deps, {
      workspace: lead.workspace,
      id,
      decision: 'suppress',
      note: 'A later mail asked to stop.',
      actor: RECIPIENT,
      correlationId: source,
    });
  }
}

async function noteAbsence(
  deps: ReceiveMailDeps,
  { received, lead: known }: MailOfLead,
  absentUntil: string | undefined,
): Promise<void> {
  const at = backAt(absentUntil, received.receivedAt, known.profile.timeZone).toISOString();
  await retryFrom(
    known,
    () => deps.leads.get(known.workspace, known.id),
    async (lead) => {
      const reply = replyIdOf(lead.id, received.id);
      const next = postponeTo(lead, { at, because: 'absent', reply });
      if (next !== lead) await deps.leads.save(next);
    },
  );
}

const messageOf = ({ received, mail, missionId, step }: MailOfLead): InboundMessage => ({
  id: received.id,
  receivedAt: received.receivedAt.toISOString(),
  channel: 'email',
  kind: mail.kind,
  evidence: mail.evidence,
  subject: mail.kind === 'unreadable' ? '' : mail.subject,
  text: 'visibleText' in mail ? mail.visibleText : '',
  missionId,
  step,
  rawKey: received.rawKey,
});
