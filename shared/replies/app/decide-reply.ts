import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, newEvent } from '../../kernel/events.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import type { ReplyDecision } from '../../leads/contract/hold.ts';
import { postponeTo, readReplyId, replyIdOf, settleHold } from '../../leads/domain/hold.ts';
import type { Reply } from '../../leads/domain/inbound-message.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { retryFrom, retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { replyEvents } from '../contract/events.ts';
import { beginOfDay } from '../domain/absence.ts';
import type { ReplyStore } from './ports/replies.ts';

export interface SettleReplyDeps {
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly replies: ReplyStore;
  readonly clock: Clock;
}

export interface DecideReply {
  readonly workspace: string;
  /** The public id of the reply. */
  readonly id: string;
  readonly decision: ReplyDecision;
  /** With `postpone`, YYYY-MM-DD: the day from which Rex may write again. */
  readonly until?: string | undefined;
  readonly note?: string | undefined;
  readonly actor: Actor;
  readonly correlationId: string;
}

type Taken = NonNullable<Reply['decision']>;

/** Most replies in one transaction, with room for the lead, the counts and the event. */
const AT_ONCE = 60;
/** Most missions that are woken: the latest that wrote to this person. */
const WOKEN = 5;
const AT_ONCE_ASKED = 8;

export interface DecideReplyDeps extends SettleReplyDeps {
  readonly outbound: OutboundQueue;
  readonly missions: Pick<MissionStore, 'inState'>;
  readonly cohorts: Pick<CohortStore, 'list'>;
}

/**
 * Records the decision of an operator about a reply. The decision is about the person: it settles this reply and earlier ones;
 * a later reply still holds the person. For this person, the answered mission has ended with any decision; a release lets
 * other missions and new ones write. A repeat of the same decision changes nothing, and completes what a death in between
 * left undone.
 * @throws RexError NOT_FOUND, or CONFLICT after another decision
 */
export async function decideReply(deps: DecideReplyDeps, input: DecideReply): Promise<Reply> {
  const reply = await settleReply(deps, input);
  if (input.decision !== 'suppress') await wake(deps, reply);
  return reply;
}

/** The same without a wake-up: waiting cohorts check again within a day. */
export async function settleReply(deps: SettleReplyDeps, input: DecideReply): Promise<Reply> {
  const { workspace, id, decision, actor, correlationId } = input;
  const { leadId } = readReplyId(id);
  const covered = coveredBy(await repliesOf(deps, input), input);
  const others = new Set(covered.flatMap(({ hold }) => hold.alsoHeld));
  if (decision === 'suppress') {
    // Before the hold is removed, so that the person is protected at every moment.
    const why = { workspace, reason: 'unsubscribe', source: `reply ${id}`, actor, correlationId } as const;
    for (const person of [leadId, ...others]) await ifThere(suppressLead(deps, { ...why, leadId: person }));
  }
  const reply = await settle(deps, input);
  const ids = new Set(covered.map((each) => replyIdOf(leadId, each.id)));
  const taken = reply.decision ?? takenNow(deps, input);
  for (const person of others) {
    await retryFrom(
      undefined,
      () => deps.leads.get(workspace, person),
      async (lead) => {
        const next = freed(lead, ids, taken, id);
        if (next !== lead) await deps.leads.save(next);
      },
    );
  }
  return reply;
}

/** In portions of one transaction, the oldest first, so that after a death in between the rest still holds the person. */
async function settle(deps: SettleReplyDeps, input: DecideReply): Promise<Reply> {
  for (;;) {
    const reply = await retryOnConflict(() => settleSome(deps, input));
    if (reply.decision) return reply;
  }
}

async function settleSome(deps: SettleReplyDeps, input: DecideReply): Promise<Reply> {
  const { workspace, id, actor, correlationId } = input;
  const { leadId } = readReplyId(id);
  // Read the lead first: a later reply changes the lead, so it cannot be overlooked.
  const lead = await deps.leads.get(workspace, leadId);
  const covered = coveredBy(lead ? await repliesOf(deps, input) : [], input);
  const reply = covered.at(-1);
  if (!lead || !reply) throw notFound(id);
  if (reply.decision) return reply;
  const now = deps.clock.now();
  const taken = takenNow(deps, input);
  const some = covered.filter(({ decision }) => !decision).slice(0, AT_ONCE);
  const decided = some.map((each): Reply => ({ ...each, decision: taken }));
  const told = newEvent(
    replyEvents,
    'reply.decided',
    {
      about: leadId,
      sequence: lead.version + 1,
      workspace,
      correlationId,
      actor,
      data: {
        reply: id,
        decision: taken.decision,
        until: taken.until ?? null,
        note: taken.note ?? null,
        settled: decided.length,
        missionId: reply.missionId ?? null,
      },
    },
    now,
  );
  const ids = new Set(decided.map((each) => replyIdOf(leadId, each.id)));
  await deps.replies.decide(freed(lead, ids, taken, id), decided, [told]);
  return decided.find((each) => each.id === reply.id) ?? reply;
}

const repliesOf = ({ replies }: SettleReplyDeps, { workspace, id }: DecideReply): Promise<Reply[]> =>
  replies.ofLead(workspace, readReplyId(id).leadId);

/** The earlier replies of the person, and this reply as the last. @throws RexError NOT_FOUND, CONFLICT */
function coveredBy(all: readonly Reply[], { id, decision, until }: DecideReply): Reply[] {
  const { messageId } = readReplyId(id);
  const reply = all.find((each) => each.id === messageId);
  if (!reply) throw notFound(id);
  const known = reply.decision;
  if (known && (known.decision !== decision || known.until !== until)) {
    throw new RexError(
      'CONFLICT',
      `This reply was decided already: ${known.decision}, by ${known.by}, at ${known.at}. A person who must not be contacted can be suppressed at any time (\`rex leads suppress\`).`,
    );
  }
  const before = all.filter((each) => each.id !== messageId && each.receivedAt <= reply.receivedAt);
  return [...before.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1)), reply];
}

const takenNow = ({ clock }: SettleReplyDeps, { decision, until, note, actor }: DecideReply): Taken => ({
  decision,
  by: actor.id,
  at: clock.now().toISOString(),
  ...(note === undefined ? {} : { note }),
  ...(until === undefined ? {} : { until }),
});

/** The lead without the hold of these replies. */
function freed(lead: Lead, ids: ReadonlySet<string>, { until }: Taken, reply: string): Lead {
  const next = settleHold(lead, ids);
  const at = until === undefined ? undefined : beginOfDay(until, lead.profile.timeZone);
  return at ? postponeTo(next, { at: at.toISOString(), because: 'postponed', reply }) : next;
}

/**
 * Wakes the cohorts that wait for these people: those that wrote to the person, and those that found one of the leads held,
 * perhaps before they wrote anything. Cohorts that work at this moment are woken too, because they may have read the hold.
 * After a lost wake-up, a cohort checks again within a day.
 */
async function wake(deps: DecideReplyDeps, { workspace, leadId, hold }: Reply): Promise<void> {
  const people = new Set([leadId, ...hold.alsoHeld]);
  const journeys = Object.entries((await deps.leads.get(workspace, leadId))?.journeys ?? {});
  const written = journeys.toSorted(([a], [b]) => (a < b ? 1 : -1)).slice(0, WOKEN);
  const cohorts = new Map(
    written.map(([missionId, cohort]) => [`${missionId} ${cohort}`, { missionId, cohort }]),
  );
  const working = await deps.missions.inState(workspace, 'EXECUTING');
  await mapConcurrent(working, AT_ONCE_ASKED, async ({ id: missionId }) => {
    for (const { id, state, heldLeads = [], leaseUntil } of await deps.cohorts.list(workspace, missionId)) {
      const waits = leaseUntil !== undefined || heldLeads.some((each) => people.has(each));
      if (state === 'active' && waits) cohorts.set(`${missionId} ${id}`, { missionId, cohort: id });
    }
  });
  if (cohorts.size > 0)
    await deps.outbound.send([...cohorts.values()].map((each) => ({ workspace, ...each })));
}

/** A lead that was erased meanwhile needs no suppression. */
async function ifThere(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof RexError && error.code === 'NOT_FOUND')) throw error;
  }
}

const notFound = (id: string): RexError => new RexError('NOT_FOUND', `There is no reply ${id}.`);
