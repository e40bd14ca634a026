import type { Actor } from '../../kernel/events.ts';
import type { InboundMessage } from '../../leads/app/ports/leads.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import { postponeTo, replyIdOf } from '../../leads/domain/hold.ts';
import type { InboundMail } from '../../mail/domain/inbound.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { holdPerson } from '../../replies/app/hold-person.ts';
import { settleWaiting } from '../../replies/app/settle-waiting.ts';
import { backAt } from '../../replies/domain/absence.ts';
import { effectOf, type InboundEffect } from '../domain/inbound-effects.ts';
import type { MailOfLead, ReceiveMailDeps } from './received-mail.ts';
import { recordBounce } from './record-bounce.ts';

const RECIPIENT: Actor = { kind: 'recipient', id: 'inbound-mail' };

/** How a mail was read, and its effects on the sender. */
export const readingOf = (mail: InboundMail): InboundEffect =>
  effectOf(
    'byMachine' in mail
      ? { ...mail, possibleOptOut: mail.possibleOptOut !== undefined, class: mail.reading.class }
      : { kind: mail.kind },
  );

/** Applies the effects of a mail to its lead, and stores the mail. */
export async function actOn(
  deps: ReceiveMailDeps,
  about: MailOfLead,
  { suppress, hold, wait, tellLedger }: InboundEffect,
): Promise<'stored' | 'repeated' | 'unknownLead'> {
  const { received, mail, lead, missionId, step } = about;
  const { workspace, id: leadId } = lead;
  const { message, isNew } = await heardOf(deps, about, { hold, tellLedger });
  const why = { workspace, source: `mail ${received.id}`, actor: RECIPIENT, correlationId: received.id };
  const stopped = suppress && (await suppressLead(deps, { ...why, leadId, reason: suppress }, lead));
  if (stopped)
    await settleWaiting(deps, stopped, {
      note: 'A later mail asked to stop.',
      actor: RECIPIENT,
      correlationId: received.id,
    });
  if (wait && mail.kind === 'out_of_office') await noteAbsence(deps, about, mail.absentUntil);
  if (mail.kind === 'bounce') await recordBounce(deps, about, mail.bounces, why);
  const held = hold && (await holdPerson(deps, { workspace, leadId, reason: hold, message, lead }));
  if (tellLedger && step !== undefined && held !== 'unknownLead') {
    const { kind } = mail;
    const at = received.receivedAt;
    await deps.feedback.recordInbound({ lead: stopped || lead, missionId, step, kind, at });
  }
  // Also after a repeat: the process before may have died in between.
  if (held && hold === 'reply') await deps.questions.heard({ lead, message, from: fromOf(mail) });
  if (held) return isNew && held === 'repeated' ? 'stored' : held;
  const stored = await deps.leads.addInbound(workspace, leadId, message);
  if (mail.kind === 'unsubscribe_request')
    await (await deps.inbox.find(workspace, leadId)).received(message, false);
  return stored ? 'stored' : 'repeated';
}

/**
 * What a calendar answers to an invitation takes effect before the mail is stored, and holds the person in its own way. A sender
 * who is not proven changes no meeting.
 */
async function heardOf(
  { invitations }: ReceiveMailDeps,
  about: MailOfLead,
  { hold, tellLedger }: InboundEffect,
): Promise<{ readonly message: InboundMessage; readonly isNew: boolean }> {
  const { mail, lead } = about;
  const message = messageOf(about);
  if (!tellLedger || !('calendar' in mail) || !mail.calendar) return { message, isNew: false };
  const { calendar, from } = mail;
  return invitations.heard({ lead, calendar, from, message, isPlain: hold === 'reply' });
}

const fromOf = (mail: InboundMail): string | undefined =>
  mail.kind === 'unreadable' ? undefined : mail.from;

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
  ...('reading' in mail && { reading: mail.reading }),
  missionId,
  step,
  messageId: mail.kind === 'unreadable' ? undefined : mail.messageId,
  rawKey: received.rawKey,
});
