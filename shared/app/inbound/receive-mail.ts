import type { Actor } from '../../domain/events.ts';
import type { Lead, SuppressionReason } from '../../domain/leads/lead.ts';
import { classifyInbound, type InboundMail } from '../../domain/mail/inbound.ts';
import type { InboundKind } from '../../domain/mail/inbound-kind.ts';
import { missionHashOf, readThreadToken, type Thread } from '../../domain/sending/thread-token.ts';
import type { Clock } from '../../kernel/clock.ts';
import { suppressLead } from '../leads/suppress-lead.ts';
import type { FileStore } from '../ports/files.ts';
import type { InboundMessage, LeadStore } from '../ports/leads.ts';
import type { SendFeedback } from '../ports/send-feedback.ts';

interface Effect {
  readonly suppress?: SuppressionReason;
  /** Whether the send ledger must know: a machine's answer says nothing about the person. */
  readonly tellLedger: boolean;
}

const STORED_ONLY: Effect = { tellLedger: false };

/** What a mail of each kind does beyond being stored. A bounce only when it is a hard one. */
const EFFECTS: Readonly<Record<InboundKind, Effect>> = {
  reply: { tellLedger: true },
  unsubscribe_request: { suppress: 'unsubscribe', tellLedger: true },
  complaint: { suppress: 'complaint', tellLedger: true },
  bounce: { suppress: 'hard_bounce', tellLedger: true },
  out_of_office: STORED_ONLY,
  auto_reply: STORED_ONLY,
  unreadable: STORED_ONLY,
};

const RECIPIENT: Actor = { kind: 'recipient', id: 'inbound-mail' };
/** `reply+<token>@...`, `unsubscribe+<token>@...` */
const TAGGED_ADDRESS = /^[^@+]+\+([^@]+)@/;

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
}

export type MailOutcome = 'stored' | 'repeated' | 'quarantined' | 'noThread' | 'unknownLead';

export interface ReceiveMailDeps {
  readonly files: FileStore;
  readonly leads: LeadStore;
  readonly feedback: SendFeedback;
  readonly clock: Clock;
  readonly threadSecret: string;
}

/**
 * Takes in one mail: what it means for the person takes effect first, each effect harmless when repeated; the mail
 * is stored last, so that a death in between loses nothing. Spam and viruses stay in the bucket, unread.
 */
export async function receiveMail(deps: ReceiveMailDeps, received: ReceivedMail): Promise<MailOutcome> {
  if (received.spam || received.virus) return 'quarantined';
  const mail = await classifyInbound(await deps.files.read(received.rawKey));
  const thread = threadOf(deps.threadSecret, received, mail);
  if (!thread) return 'noThread';
  const lead = await deps.leads.get(thread.workspace, thread.leadId);
  if (!lead) return 'unknownLead';
  const missionId = missionOf(lead, thread);
  await takeEffect(deps, { received, mail, thread, missionId });
  const message = messageOf(received, mail, thread, missionId);
  return (await deps.leads.addInbound(lead.workspace, lead.id, message)) ? 'stored' : 'repeated';
}

function threadOf(secret: string, { recipients }: ReceivedMail, mail: InboundMail): Thread | undefined {
  const named = mail.kind !== 'unreadable' && mail.thread?.by === 'reply_token' ? [mail.thread.token] : [];
  const tokens = [...recipients.flatMap((address) => TAGGED_ADDRESS.exec(address)?.[1] ?? []), ...named];
  return tokens.map((token) => readThreadToken(secret, token)).find((thread) => thread !== undefined);
}

const missionOf = (lead: Lead, thread: Thread): string | undefined =>
  Object.keys(lead.journeys).find((missionId) => missionHashOf(missionId) === thread.missionHash);

async function takeEffect(
  deps: ReceiveMailDeps,
  about: {
    readonly received: ReceivedMail;
    readonly mail: InboundMail;
    readonly thread: Thread;
    readonly missionId: string | undefined;
  },
): Promise<void> {
  const { received, mail, thread, missionId } = about;
  const { workspace, leadId, step } = thread;
  const effect = effectOf(mail);
  if (effect.suppress) {
    await suppressLead(deps, {
      workspace,
      leadId,
      reason: effect.suppress,
      source: `mail ${received.id}`,
      actor: RECIPIENT,
      correlationId: received.id,
    });
  }
  if (effect.tellLedger) {
    const { kind } = mail;
    await deps.feedback.recordInbound({ workspace, leadId, missionId, step, kind, at: received.receivedAt });
  }
}

function effectOf(mail: InboundMail): Effect {
  const soft = mail.kind === 'bounce' && mail.bounces.every((bounce) => bounce.severity === 'soft');
  return soft ? STORED_ONLY : EFFECTS[mail.kind];
}

const messageOf = (
  received: ReceivedMail,
  mail: InboundMail,
  thread: Thread,
  missionId: string | undefined,
): InboundMessage => ({
  id: received.id,
  receivedAt: received.receivedAt.toISOString(),
  channel: 'email',
  kind: mail.kind,
  evidence: mail.evidence,
  subject: mail.kind === 'unreadable' ? '' : mail.subject,
  text: 'visibleText' in mail ? mail.visibleText : '',
  missionId,
  step: thread.step,
  rawKey: received.rawKey,
});
