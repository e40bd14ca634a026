import { claimNumber } from '../../channels/app/claim-number.ts';
import { CHANNEL_TERMS, mailProviderOf } from '../../channels/domain/channel-terms.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import { dailyCap } from '../../domains/domain/warmup.ts';
import { addMs, MINUTE, nextUtcDay, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, REX } from '../../kernel/events.ts';
import { acquireContactLease } from '../../leads/app/acquire-contact-lease.ts';
import { applySuppressions } from '../../leads/app/apply-suppressions.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { releaseContactLease } from '../../leads/app/release-contact-lease.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import type { UnderWay } from '../../limits/app/ports/under-way.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { Mailer, SendOutcome, Texter } from '../../sending/app/ports/sending.ts';
import type { AnswerMessage } from '../contract/messages.ts';
import {
  type Answer,
  answerEvent,
  claimed,
  contactKeyOf,
  ended,
  isLetter,
  waiting,
} from '../domain/answer.ts';
import { answerObstacle } from '../domain/answer-guards.ts';
import { takenReason } from '../domain/answered-message.ts';
import { applyAct, type Conversation } from '../domain/conversation.ts';
import { conversationEvent } from '../domain/conversation-event.ts';
import { type AnswerContextDeps, type AnswerView, answerView } from './answer-context.ts';
import { composeAnswer } from './compose-answer.ts';
import type { AnswerStore, ClaimedAnswer } from './ports/answers.ts';
import type { ConversationStore } from './ports/conversations.ts';

export interface SendAnswerDeps extends AnswerContextDeps {
  readonly answers: AnswerStore;
  readonly conversations: ConversationStore;
  readonly suppressions: SuppressionStore;
  readonly limits: ProviderLimits;
  readonly underWay: Pick<UnderWay, 'begin' | 'end'>;
  readonly mailer: Mailer;
  /** Absent where no account of a provider of texts is set up. */
  readonly texter?: Texter | undefined;
  readonly threadSecret: string;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
}

const LOOK_AGAIN_MS = 5 * MINUTE;
/** Longer than the claims and the call of a provider take. */
const UNDER_WAY_MS = MINUTE;
/** The frequency cap looks at so many messages. */
const CONTACTS_KEPT = 10;
/** An answer counts in the day, so that missions leave room for it, and no limit of the day keeps it back. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

type Call = () => Promise<SendOutcome>;

/**
 * Sends an answer, once. Every guard that can apply is asked over the records as they are now; what only waits is looked at
 * again by the monitor. The person is claimed first, in one guarded write that asks the guards again, then the number, then
 * the answer itself, in a write that holds only while the meeting to which it invites is as it was read, and nobody else has
 * answered the message. Then the provider is called, and what it says settles the claim. A claim is given up only when the
 * provider says that it did not send. A repeat of the message finds the answer claimed, and does nothing.
 */
export async function sendAnswer(
  deps: SendAnswerDeps,
  { workspace, leadId, answerId: id }: AnswerMessage,
): Promise<void> {
  const answer = await deps.answers.get({ workspace, leadId, id });
  if (answer?.state !== 'queued') return;
  const view = await viewNow(deps, answer);
  if (!view) return save(deps, ended(answer, 'blocked', 'The lead or its message is no longer there.'));
  const obstacle = answerObstacle(view.context);
  if (obstacle) {
    const { verdict } = obstacle;
    const reason = `${obstacle.code}: ${verdict.explanation}`;
    if (verdict.verdict === 'wait') return save(deps, waiting(answer, reason, verdict.until));
    return save(deps, ended(answer, 'blocked', reason));
  }
  const { settings } = view.context;
  if (settings.dryRun) return save(deps, ended(answer, 'dry_run'));
  const call = await prepare(deps, answer, view);
  if (typeof call === 'string') return save(deps, ended(answer, 'refused', call));
  const later = await mayNotYet(deps, answer, view);
  if (later) return save(deps, waiting(answer, later.reason, later.until));
  const what = `answer ${id}`;
  await deps.underWay.begin(workspace, what, addMs(deps.clock.now(), UNDER_WAY_MS));
  try {
    // The monitor looks again at what is queued, and the guards say then that it waits.
    if ((await deps.workspaces.get(workspace))?.settings.paused !== false) return;
    await claimAndCall(deps, answer, view, call);
  } finally {
    await deps.underWay.end(workspace, what);
  }
}

/** Undefined when the lead is gone. The lists of suppression are looked up, since an entry may have come after the lead. */
async function viewNow(deps: SendAnswerDeps, answer: Answer): Promise<AnswerView | undefined> {
  try {
    const view = await answerView(deps, answer);
    const { workspace, id } = answer;
    const [lead] = await applySuppressions(deps, workspace, [view.context.lead], id);
    return { ...view, context: { ...view.context, lead: lead ?? view.context.lead } };
  } catch (error) {
    if (error instanceof RexError && (error.code === 'NOT_FOUND' || error.code === 'CONFLICT'))
      return undefined;
    throw error;
  }
}

/** What calls the provider; a sentence when the message can never be built. */
async function prepare(deps: SendAnswerDeps, answer: Answer, view: AnswerView): Promise<Call | string> {
  const { workspace, leadId, id: answerId, text } = answer;
  const { lead, settings } = view.context;
  const channel = numberChannel(answer.channel);
  if (channel) {
    const from = settings.channels[channel].sender ?? '';
    const to = lead.profile.phone ?? '';
    const { texter } = deps;
    return texter
      ? () => texter.send({ channel, to, from, text, ref: { workspace, leadId, answerId } })
      : 'No account of a provider of texts is set up.';
  }
  const { sender } = view;
  if (!sender) return 'The workspace has no sending domain that is its own.';
  const provider = mailProviderOf(settings.channels, domainOf(view));
  try {
    const { raw, parts } = await composeAnswer(deps, answer, view, sender);
    const tags = { workspace, lead: leadId, answer: answerId };
    const mail = { provider, raw, parts, from: sender.from.address, to: lead.profile.address, tags };
    return () => deps.mailer.send(mail);
  } catch (error) {
    return error instanceof RexError ? error.message : 'The mail cannot be built.';
  }
}

const domainOf = ({ context: { domain } }: AnswerView): string => domain?.domain ?? '';

interface Later {
  readonly reason: string;
  readonly until: Date;
}

/** The rate of the provider, and whether the domain or number is still ours, in the transaction that counts it. */
async function mayNotYet(deps: SendAnswerDeps, answer: Answer, view: AnswerView): Promise<Later | undefined> {
  const { workspace, channel } = answer;
  const { settings, domain, now } = view.context;
  const letter = isLetter(answer);
  const provider = CHANNEL_TERMS[channel].provider?.(settings.channels, domainOf(view));
  const rate = provider ? await deps.limits.take(workspace, provider, 1) : ({ ok: true } as const);
  if (!rate.ok) return { reason: `The rate of ${provider} is used up.`, until: rate.retryAt };
  const byNumber = numberChannel(channel);
  const reserved = await deps.pools.reserveSends({
    workspace,
    day: utcDay(now),
    count: 1,
    workspaceLimit: letter ? settings.dailyBudget : NO_LIMIT,
    ...(byNumber
      ? { channel: { name: byNumber, limit: NO_LIMIT, sender: settings.channels[byNumber].sender } }
      : domain && { domain: { name: domain.domain, limit: letter ? dailyCap(domain, now) : NO_LIMIT } }),
  });
  if (reserved === 'spent')
    return {
      reason: 'DAILY_BUDGET: the day of the workspace or its domain is spent.',
      until: nextUtcDay(now),
    };
  return reserved === 'reserved'
    ? undefined
    : {
        reason: `The ${byNumber ? 'number' : 'domain'} belongs to another workspace.`,
        until: addMs(now, LOOK_AGAIN_MS),
      };
}

async function claimAndCall(
  deps: SendAnswerDeps,
  answer: Answer,
  view: AnswerView,
  call: Call,
): Promise<void> {
  const { now } = view.context;
  const later = await claimPerson(deps, answer, view);
  if (later) return save(deps, waiting(answer, later.reason, later.until));
  if (!(await claimNumberOf(deps, answer, view)))
    return save(deps, ended(answer, 'blocked', 'NUMBER_STOPPED: the owner of this number has stopped it.'));
  const claim = claimed(answer, view.context.domain?.domain, now);
  let taken: ClaimedAnswer;
  try {
    taken = await deps.answers.claim(claim, [answerEvent(claim, causeOf(answer), now)], view.meeting?.record);
  } catch (error) {
    // Another delivery was faster, or a member withdrew it or changed its meeting; the monitor looks again at what is queued.
    if (isConflict(error)) return;
    throw error;
  }
  if (!taken.ok) {
    await save(deps, ended(answer, 'blocked', `ANSWERED: ${takenReason(taken.by)}`));
    return release(deps, answer);
  }
  const outcome = await call();
  const at = deps.clock.now();
  const next = settled(taken.answer, outcome, at);
  // A conflict: the provider's own event was faster than its answer, and says as much or more.
  await save(deps, next);
  if (next.state !== 'claimed') await release(deps, answer);
  if (next.state === 'sent') await noteInConversation(deps, answer, at);
}

const release = (deps: SendAnswerDeps, answer: Answer): Promise<void> =>
  releaseContactLease(deps, {
    workspace: answer.workspace,
    leadId: answer.leadId,
    holder: contactKeyOf(answer),
  });

/** What the answer of the provider comes to; without one the claim stays, until its own event or a person settles it. */
function settled(answer: Answer, outcome: SendOutcome, at: Date): Answer {
  switch (outcome.outcome) {
    case 'accepted':
      return {
        ...ended(answer, 'sent'),
        sentAt: at.toISOString(),
        providerMessageId: outcome.providerMessageId,
      };
    case 'refused':
      return ended(answer, 'refused', outcome.reason);
    case 'unavailable':
      return waiting(
        answer,
        outcome.mend?.todo ?? outcome.reason,
        outcome.until === undefined ? addMs(at, LOOK_AGAIN_MS) : new Date(outcome.until),
      );
    case 'unknown':
    case 'assigned':
      return { ...answer, reason: outcome.outcome === 'unknown' ? outcome.reason : undefined };
  }
}

/** The guards are asked again over the lead as it is now, within the guarded write. */
async function claimPerson(
  deps: SendAnswerDeps,
  answer: Answer,
  { context }: AnswerView,
): Promise<Later | undefined> {
  const { workspace, leadId, channel } = answer;
  const holder = contactKeyOf(answer);
  const taken = await acquireContactLease(deps, {
    workspace,
    leadId,
    known: context.lead,
    holder,
    forMs: CHANNEL_TERMS[channel].leaseMs,
    refuses: (lead, now) =>
      lead.profile.address !== context.lead.profile.address ||
      lead.profile.phone !== context.lead.profile.phone ||
      answerObstacle({ ...context, lead, now }) !== undefined,
    change: (lead, now) => ({
      ...lead,
      contacted: [
        { key: holder, at: now.toISOString() },
        ...lead.contacted.filter(({ key }) => key !== holder),
      ].slice(0, CONTACTS_KEPT),
    }),
  });
  if (taken.ok) return undefined;
  return taken.because === 'held'
    ? { reason: 'CONTACT_LEASE: another part of Rex speaks to this person.', until: new Date(taken.by.until) }
    : { reason: 'The record of the person changed.', until: deps.clock.now() };
}

/** True for e-mail. The number keeps the message to which its answers refer. */
async function claimNumberOf(
  deps: SendAnswerDeps,
  { workspace, channel: asked }: Answer,
  { context: { lead, number, now } }: AnswerView,
): Promise<boolean> {
  const channel = numberChannel(asked);
  if (!channel) return true;
  const { phone } = lead.profile;
  if (!phone || !number?.last) return false;
  return claimNumber(deps, { workspace, phone, last: { ...number.last, channel, at: now.toISOString() } });
}

const causeOf = ({ id }: Answer) => ({ actor: REX, correlationId: id });

/** A conflict: a member has withdrawn it meanwhile, or another delivery has gone on with it. */
async function save(deps: SendAnswerDeps, next: Answer): Promise<void> {
  try {
    await deps.answers.save(next, [answerEvent(next, causeOf(next), deps.clock.now())]);
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
}

async function noteInConversation(
  { conversations, clock }: SendAnswerDeps,
  { workspace, leadId, id, by, task }: Answer,
  at: Date,
): Promise<void> {
  const known: Conversation | undefined = await conversations.get(workspace, leadId);
  const next = known && applyAct(known, { act: 'answer', at: at.toISOString() });
  if (!next || next === known) return;
  const actor: Actor = task === undefined ? { kind: 'user', id: by } : REX;
  const cause = { actor, correlationId: id };
  try {
    await conversations.save(known, next, [conversationEvent(next, 'answered', cause, clock.now())]);
  } catch (error) {
    // Somebody changed it at this moment: it is up to date but for the order of lists.
    if (!isConflict(error)) throw error;
  }
}
