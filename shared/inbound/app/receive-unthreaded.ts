import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { InboundMail } from '../../mail/domain/inbound.ts';
import { type MailTexts, sesMessageIds } from '../../mail/domain/thread.ts';
import type { ReceivedMail } from '../contract/messages.ts';
import type { InboundEffect } from '../domain/inbound-effects.ts';
import { actOn, readingOf } from './act-on-mail.ts';
import type { MailOutcome, ReceiveMailDeps } from './received-mail.ts';

/** Missions of a lead among whose messages the one that was answered is looked for: the latest, of so many steps. */
const MISSIONS = 10;
const STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * A mail that carries no token of ours: its thread is looked for among what was sent to the lead whose address it comes
 * from, in the workspace whose domain it came to. Knowing the id that SES gave a message proves as much as a token. A
 * sender that is not proven so, or by DMARC, is never suppressed, only held; one that is disproven is nobody. What
 * belongs to nobody may be a request to stop all the same, so a person is told of it.
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

/** The message to the lead whose id the mail refers to. */
async function answeredBy(
  { ledger }: ReceiveMailDeps,
  { workspace, id: leadId, journeys }: Lead,
  mail: InboundMail,
): Promise<{ missionId: string; step: number } | undefined> {
  const ids = mail.kind === 'unreadable' ? [] : sesMessageIds(mail.references);
  if (ids.length === 0) return undefined;
  const latest = Object.entries(journeys).toSorted(([a], [b]) => (a < b ? 1 : -1));
  const sends = await ledger.getMany(
    latest
      .slice(0, MISSIONS)
      .flatMap(([missionId, cohort]) =>
        STEPS.map((step) => ({ workspace, missionId, cohort, leadId, step })),
      ),
  );
  return sends.find((send) => send?.providerMessageId !== undefined && ids.includes(send.providerMessageId));
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
      title: 'A mail came in that belongs to nobody whom Rex has written to',
      message:
        'It may be a request to stop from another address than the one that was written to. Read it in the bucket of ' +
        'inbound mail (the key is in the evidence), find the lead (`rex leads list --email ADDRESS`), and suppress it if ' +
        'that is asked (`rex leads suppress LEAD`); then resolve this alert.',
      evidence: { rawKey },
      cause: 'inbound-unmatched',
    },
    id,
  );
