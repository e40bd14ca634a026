import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { numberIdOf } from '../../channels/domain/contact-number.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { InboundMessage, LeadStore } from '../../leads/app/ports/leads.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { type Answer, contactKeyOf, isLetter } from '../domain/answer.ts';
import type { AnswerContext } from '../domain/answer-guards.ts';
import type { InvitedMeetings, PresentInvitation } from './ports/invited-meetings.ts';

export interface AnswerContextDeps {
  readonly leads: LeadStore;
  readonly numbers: ContactNumberStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: PoolStore;
  readonly contents: Pick<ContentStore, 'get'>;
  readonly meetings: InvitedMeetings;
  readonly clock: Clock;
}

/** From which address an e-mail goes out, and to which domain its answers come. */
interface MailSender {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyDomain: string;
}

export interface AnswerView {
  readonly context: AnswerContext;
  /** The message that is answered; undefined for an invitation to somebody who has not written. */
  readonly message: InboundMessage | undefined;
  /** Undefined for texts, and when there is no domain. */
  readonly sender: MailSender | undefined;
  /** Of the meeting to which it invites. */
  readonly meeting: PresentInvitation | undefined;
}

/** Machines wrote these, or nobody did: there is nobody to answer. */
const NO_WORDS = ['bounce', 'complaint', 'auto_reply'];

/** The message of a person that an answer by this channel refers to: the named one, or the latest. */
function answeredMessage(
  inbound: readonly InboundMessage[],
  channel: Answer['channel'],
  id?: string,
): InboundMessage | undefined {
  return inbound
    .filter((message) => message.channel === channel && !NO_WORDS.includes(message.kind))
    .filter((message) => id === undefined || message.id === id)
    .toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))[0];
}

/**
 * Everything that decides about an answer, as it is now.
 * @throws RexError NOT_FOUND without the lead, CONFLICT when there is nothing to answer
 */
export async function answerView(
  deps: AnswerContextDeps,
  answer: Pick<Answer, 'workspace' | 'leadId' | 'id' | 'channel' | 'answers' | 'invitation' | 'task'>,
): Promise<AnswerView> {
  const { workspace, leadId, channel, answers, invitation, task } = answer;
  const [lead, inbound, record] = await Promise.all([
    deps.leads.get(workspace, leadId),
    deps.leads.listInbound(workspace, leadId),
    deps.workspaces.get(workspace),
  ]);
  if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  if (!record) throw new RexError('CONFLICT', 'The workspace has no settings.');
  const message = isLetter(answer) ? undefined : answeredMessage(inbound, channel, answers);
  if (!message && !invitation && !isLetter(answer))
    throw new RexError(
      'CONFLICT',
      answers === undefined
        ? `This person has written nothing by ${channel} that could be answered.`
        : `There is no message ${answers} of this person by ${channel} that could be answered.`,
    );
  const wroteAt = answeredMessage(inbound, channel)?.receivedAt ?? message?.receivedAt;
  const { phone } = lead.profile;
  const [number, mail, meeting] = await Promise.all([
    numberChannel(channel) && phone
      ? deps.numbers.get(workspace, numberIdOf(workspace, phone))
      : Promise.resolve(undefined),
    channel === 'email'
      ? mailSender(deps, workspace, record.settings, threadIn(message, invitation))
      : undefined,
    invitation && deps.meetings.presentInvitation(workspace, invitation.meetingId),
  ]);
  const { settings } = record;
  const context = {
    now: deps.clock.now(),
    settings,
    lead,
    channel,
    number,
    domain: mail?.domain,
    wroteAt,
    invitation,
    presentSequence: meeting?.sequence,
    byTask: task === undefined ? undefined : { key: contactKeyOf(answer), answers },
  };
  return { context, message, sender: mail, meeting };
}

interface AnswerThread {
  readonly missionId?: string | undefined;
  readonly step?: number | undefined;
}

/** All versions of an invitation are of one thread, so that its organizer has one address. */
export const threadIn = (
  message: InboundMessage | undefined,
  invitation: Answer['invitation'],
): AnswerThread => invitation ?? message ?? {};

/** The address of the thread, as long as its domain is ours; else one of the workspace that sends now. */
async function mailSender(
  deps: AnswerContextDeps,
  workspace: string,
  settings: Settings,
  { missionId }: AnswerThread,
): Promise<(MailSender & { readonly domain: SendingDomain }) | undefined> {
  const [pool, content] = await Promise.all([
    deps.pools.get(workspace),
    missionId === undefined ? undefined : deps.contents.get(workspace, missionId),
  ]);
  const own = pool?.domains.filter(isOwned) ?? [];
  const ofThread = content && own.find(({ domain }) => content.from.address.endsWith(`@${domain}`));
  if (content && ofThread) return { from: content.from, replyDomain: content.replyDomain, domain: ofThread };
  const domain = own.find(({ status }) => status === 'active') ?? own[0];
  if (!domain) return undefined;
  const address = `${settings.senderLocalPart}@${domain.domain}`;
  return { from: { name: settings.senderName, address }, replyDomain: `reply.${domain.domain}`, domain };
}
