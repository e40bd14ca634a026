import { claimNumber } from '../../channels/app/claim-number.ts';
import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { recordNumberWords } from '../../channels/app/record-number-words.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { numberIdOf } from '../../channels/domain/contact-number.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import type { Clock } from '../../kernel/clock.ts';
import { gravestOf } from '../../kernel/errors.ts';
import { acquireContactLease, type TakenContact } from '../../leads/app/acquire-contact-lease.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { ContactLease } from '../../leads/domain/contact-lease.ts';
import { purchasesOf } from '../../leads/domain/lead.ts';
import type { CohortLedger, MessageFact } from '../domain/cohort-ledger.ts';
import { alreadyBought } from '../domain/guards/already-bought.ts';
import { firstObstacle } from '../domain/guards/guards.ts';
import type { Feedback, Send } from '../domain/send.ts';
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
  /** For good, by a guard. */
  | { readonly kind: 'blocked'; readonly code: string }
  /** `lost`: to another part of Rex, which speaks to the person now. */
  | { readonly kind: 'skipped'; readonly lost?: ContactLease }
  | {
      readonly kind: 'unavailable';
      readonly reason: string;
      readonly mend: Mend | undefined;
      readonly until: string | undefined;
    };

/** A ledger, and the answers of providers that it has yet to be told. */
export interface Unsettled {
  readonly ledger: CohortLedger;
  readonly facts: readonly MessageFact[];
}

/** The frequency cap looks at so many messages. */
const CONTACTS_KEPT = 10;
const REASON_LENGTH = 200;

/** A message that nothing keeps from going, and what has to be called for it. */
interface Ready {
  readonly message: MessageToSend;
  readonly send: Send;
  readonly call: () => Promise<SendOutcome>;
  readonly rehearse?: (() => Promise<SendOutcome | undefined>) | undefined;
}

/**
 * A few messages of one cohort, to one person each. Built first: what cannot be built is rejected, with the reason. Then
 * claimed, before anything leaves: the person (one guarded write that checks suppression, lease and frequency against what
 * is stored now), the number where it goes to one (the same with its stops), then the places of all of them in the ledger,
 * which are never given up. Whoever has bought meanwhile drops out in between: purchases are no part of the person's record,
 * so they are read once nobody else can claim. Only then the providers are called, once for each; what they answer settles the claims.
 * Without an answer a claim stays, and the provider's own event settles it or it becomes `unknown`.
 * @returns what became of each, and what the ledger has yet to be told: with the next claim, or at the end of the round
 * @throws what a provider's adapter throws, after the others are settled
 */
export async function sendMessages(
  deps: SendMessageDeps,
  { ledger, facts: before }: Unsettled,
  messages: readonly MessageToSend[],
  epoch: number,
): Promise<Unsettled & { readonly results: SendResult[] }> {
  const results: SendResult[] = messages.map(() => ({ kind: 'skipped' }));
  const prepared = await Promise.all(messages.map((message) => makeReady(deps, message)));
  // All at once, when all are built: the leases are written in one request.
  const taken = await Promise.all(prepared.map((each) => ('kind' in each ? each : takePerson(deps, each))));
  const looked = await withoutBuyers(deps, taken);
  const { claimed, ledger: after } = await deps.ledger.claim(
    ledger,
    looked.flatMap((each) => ('kind' in each ? [] : [each.send])),
    epoch,
    before,
  );
  const facts: MessageFact[] = [];
  const failures: unknown[] = [];
  await Promise.all(
    looked.map(async (each, i) => {
      if ('kind' in each) results[i] = each;
      else if (claimed.includes(each.send)) {
        try {
          const { result, feedback } = await callProvider(deps, each);
          results[i] = result;
          if (feedback) facts.push({ ref: each.send, feedback });
        } catch (error) {
          failures.push(error);
        }
      }
    }),
  );
  if (failures.length > 0) {
    await deps.ledger.settle(after, facts);
    throw gravestOf(failures);
  }
  return { results, ledger: after, facts };
}

/** Builds it, before anybody is claimed. */
async function makeReady(deps: SendMessageDeps, message: MessageToSend): Promise<Ready | SendResult> {
  const { context, built } = message;
  if (!context.approval || (built.channel === 'email' && !isFromOwnDomain(message))) {
    return { kind: 'skipped' };
  }
  const send = sendOf(message, context.approval.id, deps.clock.now());
  const prepared = await prepareMessage(deps, message, send);
  if (!prepared.ok) {
    // Written down as what it is: nobody is called, so nobody is claimed for it and nobody need wonder.
    const rejectedReason = prepared.reason.slice(0, REASON_LENGTH);
    return { message, send: { ...send, state: 'rejected', rejectedReason }, call: notCalled };
  }
  return { message, send, call: prepared.send, rehearse: prepared.rehearse };
}

async function takePerson(deps: SendMessageDeps, ready: Ready): Promise<Ready | SendResult> {
  const { message, send } = ready;
  // Nobody is called for it.
  if (send.state === 'rejected') return ready;
  const taken = await claimPerson(deps, message);
  if (!taken.ok) return { kind: 'skipped', ...(taken.because === 'held' ? { lost: taken.by } : {}) };
  if (!message.dryRun && !(await claimNumberOf(deps, message, send))) return { kind: 'skipped' };
  return ready;
}

/** The claim came first: an order that is not seen here was recorded after it. */
async function withoutBuyers(
  deps: SendMessageDeps,
  looked: readonly (Ready | SendResult)[],
): Promise<(Ready | SendResult)[]> {
  const claimed = looked.flatMap((each) => ('kind' in each || each.send.state === 'rejected' ? [] : [each]));
  const [workspace] = claimed.map(({ send }) => send.workspace);
  if (workspace === undefined) return [...looked];
  const orders = await deps.leads.getOrders(
    workspace,
    claimed.map(({ send }) => send.leadId),
  );
  const now = deps.clock.now();
  const bought = new Set(
    claimed.filter(({ message: { context } }, i) => {
      const lastOrderOn = purchasesOf(orders[i])?.lastOn;
      return alreadyBought.check({ ...context, lastOrderOn, now }).verdict !== 'pass';
    }),
  );
  return looked.map((each) =>
    !('kind' in each) && bought.has(each) ? { kind: 'blocked', code: alreadyBought.code } : each,
  );
}

const notCalled = (): Promise<SendOutcome> => Promise.reject(new Error('This message has no provider.'));

interface Called {
  readonly result: SendResult;
  /** Of what the claim already says, there is nothing to settle. */
  readonly feedback?: Feedback;
}

async function callProvider(
  deps: SendMessageDeps,
  { message, send, call, rehearse }: Ready,
): Promise<Called> {
  if (send.state === 'rejected') return { result: { kind: 'refused' } };
  if (send.state === 'dry_run') return rehearsed(await rehearse?.(), deps.clock.now().toISOString());
  const outcome = await call();
  if (outcome.outcome === 'refused' && outcome.recipient)
    await stopNumber(deps, message, send, outcome.recipient);
  return settlement(outcome, deps.clock.now().toISOString());
}

/** A dry run ends with what it would have come to, if that is certain; it is not tried again. */
function rehearsed(outcome: SendOutcome | undefined, at: string): Called {
  if (outcome?.outcome === 'refused') return settlement(outcome, at);
  if (outcome?.outcome === 'unavailable' && outcome.mend) return { result: settlement(outcome, at).result };
  return { result: { kind: 'dry-run' } };
}

/**
 * Whether it goes out from the very domain that was reserved for it a moment ago, when it was looked up whose that is: one
 * role of AWS serves all workspaces and may send from all domains, so this is where it is decided.
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

function settlement(outcome: SendOutcome, at: string): Called {
  switch (outcome.outcome) {
    case 'accepted':
      return {
        result: { kind: 'sent' },
        feedback: { kind: 'sent', at, providerMessageId: outcome.providerMessageId },
      };
    case 'assigned': {
      const { until } = outcome;
      return { result: { kind: 'assigned', until }, feedback: { kind: 'assigned', at, until } };
    }
    case 'refused':
      return { result: { kind: 'refused' }, feedback: { kind: 'rejected', at, reason: outcome.reason } };
    case 'unavailable':
      // The provider said that it did not send, so the same claim may be tried again later.
      return {
        result: {
          kind: 'unavailable',
          reason: outcome.reason,
          mend: outcome.mend,
          until: outcome.until,
        },
        feedback: { kind: 'released', at, reason: outcome.reason.slice(0, REASON_LENGTH) },
      };
    case 'unknown':
      return {
        result: { kind: 'unknown' },
        feedback: { kind: 'unheard', at, reason: outcome.reason.slice(0, REASON_LENGTH) },
      };
  }
}
