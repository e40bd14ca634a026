import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { mailboxProviderOf } from '../../leads/domain/mailbox-providers.ts';
import type { InboundMail } from '../../mail/domain/inbound.ts';
import { type MailTexts, sesMessageIds } from '../../mail/domain/thread.ts';
import type { ReceivedMail } from '../contract/messages.ts';
import type { InboundEffect } from '../domain/inbound-effects.ts';
import { actOn, readingOf } from './act-on-mail.ts';
import { readByModel } from './read-by-model.ts';
import type { MailOutcome, ReceiveMailDeps } from './received-mail.ts';

/** Number of the latest missions of a lead whose messages are searched for the answered one. */
const MISSIONS = 10;
const READS_IN_FLIGHT = 5;

/** Most leads that are looked up among the addresses of one mail, and most that it holds. */
const LOOKED_UP = 20;
const HELD_AT_MOST = 3;

/**
 * Processes a mail without a token of ours. Its thread is searched among the messages to the lead with the sender's address,
 * in the workspace that owns the recipient's domain. The id that SES gave a message proves as much as a token. A sender who
 * is proved neither by that nor by DMARC is never suppressed, only held; without such an id, a sender whose DMARC fails
 * counts as unknown.
 *
 * An unknown sender may be somebody to whom a lead forwarded our mail, or whom they copied: then the lead is among the
 * recipients, or quoted. With the id of a message to that lead, the mail is of its thread. Without one, leads of the sender's
 * own organization are held. Otherwise it may still be an opt-out, so an alert is raised.
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
    const read = await readByModel(deps.llm, lead.workspace, mail);
    const { missionId, step } = answered ?? {};
    const about = { received, mail: read, texts, lead, missionId, step };
    const isProven = answered !== undefined || received.dmarc === 'pass';
    return actOn(deps, about, isProven ? readingOf(read) : unproven(readingOf(read)));
  }
  const named = workspace === undefined ? [] : await namedIn(deps, workspace, mail, texts);
  for (const other of named) {
    const sent = await answeredBy(deps, other, mail);
    if (!sent) continue;
    const read = await readByModel(deps.llm, other.workspace, mail);
    const { missionId, step } = sent;
    return actOn(deps, { received, mail: read, texts, lead: other, missionId, step }, readingOf(read));
  }
  const colleagues = received.dmarc === 'fail' ? [] : named.filter((each) => isColleague(each, mail));
  if (colleagues.length > 0 && colleagues.length <= HELD_AT_MOST && mayBeAPerson(mail)) {
    const outcomes: MailOutcome[] = [];
    for (const colleague of colleagues) {
      const about = { received, mail, texts, lead: colleague, missionId: undefined, step: undefined };
      outcomes.push(await actOn(deps, about, unproven(readingOf(mail))));
    }
    return outcomes.includes('stored') ? 'stored' : 'repeated';
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

/** Leads whom we wrote to, among the addresses to which the mail went and those that it quotes. */
async function namedIn(
  { leads }: ReceiveMailDeps,
  workspace: string,
  mail: InboundMail,
  texts: MailTexts,
): Promise<Lead[]> {
  const from = mail.kind === 'unreadable' ? undefined : mail.from;
  const addresses = (texts.written.slice(0, 200_000).match(ADDRESS) ?? []).map((each) => each.toLowerCase());
  const identities = [...new Set(addresses)]
    .filter((each) => each !== from)
    .flatMap((each) => {
      const parsed = parseEmailAddress(each);
      return parsed.ok ? [leadIdOf(workspace, parsed.email.identity)] : [];
    });
  const found = await leads.getMany(workspace, [...new Set(identities)].slice(0, LOOKED_UP), 'consistent');
  return found.flatMap((lead) => (lead && Object.keys(lead.journeys).length > 0 ? [lead] : []));
}

/** Of the same domain, which is no provider's at which anybody has a mailbox. */
function isColleague(lead: Lead, mail: InboundMail): boolean {
  const from = mail.kind === 'unreadable' ? undefined : mail.from;
  const domain = domainOf(from ?? '');
  return domain !== '' && !mailboxProviderOf(domain) && domain === domainOf(lead.profile.identity ?? '');
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

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
