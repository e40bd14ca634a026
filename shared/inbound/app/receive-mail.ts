import type { Lead } from '../../leads/domain/lead.ts';
import { classifyInbound, type InboundMail } from '../../mail/domain/inbound.ts';
import { type MailTexts, textsOf } from '../../mail/domain/thread.ts';
import { missionHashOf, type Thread } from '../../sending/domain/thread-token.ts';
import type { ReceivedMail } from '../contract/messages.ts';
import { actOn, readingOf } from './act-on-mail.ts';
import { findThread } from './find-thread.ts';
import { readByModel } from './read-by-model.ts';
import { receiveUnthreaded } from './receive-unthreaded.ts';
import type { MailOutcome, ReceiveMailDeps } from './received-mail.ts';

const UNREAD: InboundMail = {
  kind: 'unreadable',
  evidence: 'the scan found spam or a virus: it is not read',
};
const NO_TEXTS: MailTexts = { written: '', reported: '' };

/**
 * Processes one mail. Its effects on the person come first, and each is harmless to repeat; the mail is stored last, so that a
 * death in between loses nothing. Spam and viruses stay in the bucket, unread. Such a mail in one of our threads may be a
 * mistake of the scanner, so it holds the person.
 */
export async function receiveMail(deps: ReceiveMailDeps, received: ReceivedMail): Promise<MailOutcome> {
  const isBad = received.spam || received.virus;
  const raw = isBad ? undefined : await deps.files.read(received.rawKey);
  const byRules = raw ? await classifyInbound(raw) : UNREAD;
  const texts = raw ? await textsOf(raw) : NO_TEXTS;
  const thread = findThread(deps.threadSecret, received.recipients, byRules, texts);
  if (!thread) return isBad ? 'quarantined' : receiveUnthreaded(deps, received, byRules, texts);
  const lead = await deps.leads.get(thread.workspace, thread.leadId);
  if (!lead) return 'unknownLead';
  const mail = await readByModel(deps.llm, lead.workspace, byRules);
  const about = { received, mail, texts, lead, missionId: missionOf(lead, thread), step: thread.step };
  const outcome = await actOn(deps, about, isBad ? { hold: 'quarantined' } : readingOf(mail));
  return isBad ? 'quarantined' : outcome;
}

const missionOf = (lead: Lead, thread: Thread): string | undefined =>
  Object.keys(lead.journeys).find((missionId) => missionHashOf(missionId) === thread.missionHash);
