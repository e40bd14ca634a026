import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { InboundMail } from '../../mail/domain/inbound.ts';
import { type MailTexts, sesMessageIds } from '../../mail/domain/thread.ts';
import type { ReceivedMail } from '../contract/messages.ts';
import type { InboundEffect } from '../domain/inbound-effects.ts';
import { actOn, readingOf } from './act-on-mail.ts';
import type { MailOutcome, ReceiveMailDeps } from './received-mail.ts';

/** Number of the latest missions of a lead whose messages are searched for the answered one. */
const MISSIONS = 10;
const READS_IN_FLIGHT = 5;

/**
 * Processes a mail without a token of ours. Its thread is searched among the messages to the lead with the sender's address,
 * in the workspace that owns the recipient's domain. The id that SES gave a message proves as much as a token. A sender who
 * is proved neither by that nor by DMARC is never suppressed, only held; without such an id, a sender whose DMARC fails
 * counts as unknown. A mail of an unknown sender may still be an opt-out, so an alert is raised.
 */
export async function receiveUnthreaded(
  deps: ReceiveMailDeps,
  received: ReceivedMail,
  mail: InboundMail,
  texts: MailTexts,
): Promise<MailOutcome> {
  const workspace = await workspaceOf(deps, received);
  const lead = workspace === undefined ? undefined : await senderOf(deps, workspace, mail);
  const answered = lead && (await answeredBy(deps, lead, mail));
  if (lead && (answered || received.dmarc !== 'fail')) {
    const { missionId, step } = answered ?? {};
    const about = { received, mail, texts, lead, missionId, step };
    const isProven = answered !== undefined || received.dmarc === 'pass';
    return actOn(deps, about, isProven ? readingOf(mail) : unproven(readingOf(mail)));
  }
  if (mayBeAPerson(mail)) await tell(deps, workspace ?? deps.operatorsWorkspace, received);
  return 'noThread';
}

async function workspaceOf(
  { domains }: ReceiveMailDeps,
  { recipients }: ReceivedMail,
): Promise<string | undefined> {
  for (const address of recipients) {
    const owner = await domains.ownerOf(address.slice(address.lastIndexOf('@') + 1));
    if (owner !== undefined) return owner;
  }
  return undefined;
}

async function senderOf(
  { leads }: ReceiveMailDeps,
  workspace: string,
  mail: InboundMail,
): Promise<Lead | undefined> {
  const from = mail.kind === 'unreadable' ? undefined : mail.from;
  const parsed = from === undefined ? undefined : parseEmailAddress(from);
  return parsed?.ok ? leads.get(workspace, leadIdOf(workspace, parsed.email.identity)) : undefined;
}

/** The message to the lead to which the mail refers by its id. */
async function answeredBy(
  { ledger }: ReceiveMailDeps,
  { workspace, id: leadId, journeys }: Lead,
  mail: InboundMail,
): Promise<{ missionId: string; step: number } | undefined> {
  const ids = mail.kind === 'unreadable' ? [] : sesMessageIds(mail.references);
  if (ids.length === 0) return undefined;
  const latest = Object.entries(journeys).toSorted(([a], [b]) => (a < b ? 1 : -1));
  const sends = await mapConcurrent(latest.slice(0, MISSIONS), READS_IN_FLIGHT, ([missionId, cohort]) =>
    ledger.ofCohort({ workspace, missionId, cohort }),
  );
  return sends
    .flat()
    .find((send) => send.leadId === leadId && send.providerMessageId && ids.includes(send.providerMessageId));
}

const unproven = ({ suppress, hold }: InboundEffect): InboundEffect =>
  suppress || hold ? { hold: 'unproven_sender' } : {};

const mayBeAPerson = (mail: InboundMail): boolean => {
  const { suppress, hold } = readingOf(mail);
  return suppress !== undefined || hold !== undefined;
};

const tell = (deps: ReceiveMailDeps, workspace: string, { id, rawKey }: ReceivedMail) =>
  raiseAlert(
    deps,
    {
      workspace,
      type: 'inbound.unmatched',
      severity: 'warning',
      title: 'A mail came in from an unknown sender',
      message:
        'It may be a request to stop, sent from an address that Rex has not written to. Read it in the bucket of ' +
        'inbound mail (the key is in the evidence), find the lead (`rex leads list --email ADDRESS`), and suppress the lead if ' +
        'the mail asks for it (`rex leads suppress LEAD`). Then resolve this alert.',
      evidence: { rawKey },
      cause: 'inbound-unmatched',
    },
    id,
  );
