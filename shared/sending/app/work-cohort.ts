import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import type { LinkedinTaskStore } from '../../channels/app/ports/tasks.ts';
import type { DecisionStore } from '../../decisions/app/ports/decisions.ts';
import type { DomainRegistry } from '../../domains/app/ports/domains.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { numbersOf } from '../../drafting/app/numbers-of.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import type { OutboundMessage } from '../../drafting/contract/messages.ts';
import type { Cohort, Drafts } from '../../drafting/domain/cohort.ts';
import { delaysOf } from '../../drafting/domain/content.ts';
import { buildingOnce, type buildMessage } from '../../drafting/domain/message.ts';
import { addMs, type Clock, MINUTE } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import { mayGoOnLater } from '../../missions/domain/states.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';
import { CANARIES_IN_FLIGHT } from '../../risk/domain/canary.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type CohortLedger, type MessageFact, nameOf } from '../domain/cohort-ledger.ts';
import { firstMails } from '../domain/first-mails.ts';
import { evidence } from '../domain/guards/evidence.ts';
import { held } from '../domain/guards/held.ts';
import { needsLead, nextAct } from '../domain/next-act.ts';
import type { Send } from '../domain/send.ts';
import { dueAtSendHour } from '../domain/send-time.ts';
import { alertUnsaid } from './alert-unsaid.ts';
import { type ApprovedDrafts, stands } from './approved-drafts.ts';
import { decideRound } from './decide-round.ts';
import { expireTask } from './expire-task.ts';
import { isCleared, judgeList } from './judge-list.ts';
import { closeCohort, giveBackCohort, type Leased, leaseCohort, parkCohort } from './lease-cohort.ts';
import { LOOK_AGAIN_MS } from './may-go-on.ts';
import type { CitationChecker, Mailer, SendLedger, Texter } from './ports/sending.ts';
import { areBound, loadSendView, type SendView, sendContext } from './send-context.ts';
import { type DueMessage, type LostContact, sendDue } from './send-due.ts';
import { countOutcomes } from './summarize-messages.ts';

export interface WorkCohortDeps {
  readonly missions: MissionStore;
  readonly tokens: TaskTokens;
  readonly clock: Clock;
  readonly contents: ContentStore;
  readonly approved: ApprovedDrafts;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly domains: Pick<DomainRegistry, 'get'>;
  readonly approvals: ApprovalStore;
  readonly citations: CitationChecker;
  readonly mailer: Mailer;
  /** Absent where no account of a provider of texts is set up. */
  readonly texter?: Texter | undefined;
  readonly linkedinTasks: LinkedinTaskStore;
  readonly threadSecret: string;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly numbers: ContactNumberStore;
  readonly ledger: SendLedger;
  readonly alerts: AlertStore;
  readonly decisions: DecisionStore;
  readonly cohorts: CohortStore;
  readonly limits: ProviderLimits;
  readonly wake: Scheduler<OutboundMessage>;
  /** How many are claimed and sent at once; when absent, as many as suit the provider. */
  readonly together?: number | undefined;
}

const NOTHING_HEARD = 'Whoever was sending it died, and the provider has said nothing of it.';

/**
 * Does everything that is due in a cohort, then says when it wants to be woken again. Harmless to repeat: the
 * cohort is leased, and what was claimed before is not sent again. A worker that dies leaves the cohort in the
 * work index at the end of its lease, where the sweep finds it.
 */
export async function workCohort(deps: WorkCohortDeps, message: OutboundMessage): Promise<void> {
  const leased = await leaseCohort(deps, message);
  if (!leased) return;
  try {
    await workLeased(deps, leased);
  } catch (error) {
    await giveBackCohort(deps, leased.cohort);
    throw error;
  }
}

/** What an approval binds is read once; all else in one request, and what was added to the ledger in another. */
async function readRound(deps: WorkCohortDeps, { cohort, mission }: Leased, now: Date) {
  const { workspace, missionId } = cohort;
  const ref = { workspace, missionId, cohort: cohort.id };
  const read = async (kept?: ReturnType<ApprovedDrafts['of']>) => {
    const [view, drafts, ledger] = await Promise.all([
      loadSendView(deps, workspace, missionId, now, { mission, content: kept?.content }),
      kept?.drafts ?? deps.cohorts.getDrafts(workspace, missionId, cohort.id),
      // An old view is harmless: who claims without knowing the latest entry looks again.
      deps.ledger.read(ref, 'eventual'),
    ]);
    return { view, drafts, ledger };
  };
  const kept = deps.approved.of(ref, mission?.approvalId);
  const round = kept && (await read(kept));
  if (round && stands(round.view.approval, kept)) return round;
  const fresh = await read();
  const { view, drafts } = fresh;
  if (drafts) deps.approved.keep(ref, { content: view.content, drafts }, view.approval);
  return fresh;
}

async function workLeased(deps: WorkCohortDeps, leased: Leased): Promise<void> {
  const now = deps.clock.now();
  const { cohort } = leased;
  const { workspace, missionId } = cohort;
  const { view, drafts, ledger } = await readRound(deps, leased, now);
  if (mayGoOnLater(view.mission.state)) return parkCohort(deps, cohort);
  if (!drafts) throw new RexError('NOT_FOUND', `Cohort ${cohort.id} has no drafts.`);
  const build = buildingOnce();
  const { acts, delaysDays } = await nextActs(deps, cohort, { view, drafts, ledger, build }, now);
  if (acts.some(({ act }) => act.act === 'look-again' && act.because === evidence.code))
    await alertUnsaid(deps, view);
  // For a death between the ledger and the judgement. The next round meets the stop.
  if (await judgeList(deps, ledger, { mission: view.mission, cohort }))
    return closeCohort(deps, cohort, [now], {}, view);
  const sends = [...ledger.sends.values()];

  const blocked = { ...cohort.blocked };
  const again: Date[] = [];
  const due: DueMessage[] = [];
  const heldLeads: string[] = [];
  const lost: LostContact[] = [];
  const unheard: Send[] = [];
  for (const { drafted, act } of acts) {
    if (act.act === 'block') blocked[drafted.leadId] = { code: act.code, step: act.step };
    else if (act.act === 'look-again') {
      again.push(act.at);
      if (act.lost) lost.push({ leadId: drafted.leadId, ...act.lost });
      if (act.because === held.code) heldLeads.push(drafted.leadId);
    } else if (act.act === 'settle-unknown') unheard.push(act.send);
    else if (act.act === 'send') due.push({ drafted, context: act.context });
  }
  const decision = decideRound(
    cohort,
    acts.map(({ act }) => act),
    now,
  );
  if (decision) await deps.decisions.add(workspace, decision, missionId);
  if (unheard.length > 0) again.push(addMs(now, MINUTE));
  const going = fewCanaries(view, cohort, ledger, due, now);
  if (going.length < due.length) again.push(addMs(now, LOOK_AGAIN_MS));
  const sent = await sendDue(deps, view, cohort, going, {
    ledger: await settleUnheard(deps, ledger, unheard, now),
    delaysDays,
    build,
    wasUnavailable: wasReleased(going, sends),
  });
  again.push(...sent.again);
  const before = countOutcomes(sends);
  const counts = { ...before, sent: before.sent + (sent.counts['sent'] ?? 0) };
  const lostContacts = { ...cohort.lostContacts };
  for (const { leadId, step, to } of [...lost, ...sent.lost]) {
    lostContacts[leadId] = { step, holder: to.holder, until: to.until, at: now.toISOString() };
  }
  const worked: Cohort = {
    ...cohort,
    blocked: { ...blocked, ...sent.blocked },
    counts,
    lostContacts,
    held: sent.held,
    heldLeads: heldLeads.length > 0 ? heldLeads : undefined,
  };
  await closeCohort(deps, worked, again, sent.counts, view);
}

/** While nothing is decided about the list, only a few first e-mails are under way at once. */
function fewCanaries(
  { mission: { release } }: SendView,
  { order }: Cohort,
  ledger: CohortLedger,
  due: readonly DueMessage[],
  now: Date,
): readonly DueMessage[] {
  if (!release || order === undefined || isCleared(release)) return due;
  const begun = new Set([...ledger.sends.values()].map(({ leadId }) => leadId));
  let room = CANARIES_IN_FLIGHT - firstMails(ledger, now).inFlight;
  return due.filter(
    ({ drafted, context }) => context.channel !== 'email' || begun.has(drafted.leadId) || room-- > 0,
  );
}

/** Whether the provider did not take one of these messages when it was tried before. */
function wasReleased(due: readonly DueMessage[], sends: readonly Send[]): boolean {
  const released = new Set(
    sends.filter(({ state }) => state === 'released').map(({ leadId, step }) => `${leadId} ${step}`),
  );
  return due.some(({ drafted, context }) => released.has(`${drafted.leadId} ${context.step}`));
}

/** What is to be done now for each lead that is not blocked. */
async function nextActs(
  deps: WorkCohortDeps,
  cohort: Cohort,
  {
    view,
    drafts,
    ledger,
    build,
  }: {
    readonly view: SendView;
    readonly drafts: Drafts;
    readonly ledger: CohortLedger;
    readonly build: typeof buildMessage;
  },
  now: Date,
) {
  const { workspace } = cohort;
  const byLead = Map.groupBy(ledger.sends.values(), (send) => send.leadId);
  const delaysDays = delaysOf(view.content);
  const open = drafts.leads.flatMap((drafted) =>
    cohort.blocked[drafted.leadId]
      ? []
      : [
          {
            drafted,
            sends: byLead.get(drafted.leadId) ?? [],
            delaysDays: delaysDays.get(drafted.variant) ?? [],
            firstDueAt: now,
            now,
          },
        ],
  );
  const leads = await leadsOf(
    deps,
    workspace,
    open.flatMap((each) => (needsLead(each, cohort) ? [each.drafted.leadId] : [])),
  );
  const numbers = await numbersOf(
    deps,
    workspace,
    open.map(({ drafted }) => ({ drafted, lead: leads.get(drafted.leadId) })),
  );
  const draftsBound = areBound(view.approval, drafts);
  const acts = open.map((each) => ({
    drafted: each.drafted,
    act: nextAct({
      ...each,
      lead: leads.get(each.drafted.leadId),
      dueAtSendHour: dueAtSendHour(cohort, view.settings.timeZone),
      contextOf: (lead, step, dueAt) => {
        const { drafted } = each;
        const { order } = cohort;
        const number = numbers.get(lead.id);
        const subject = { lead, drafted, step, dueAt, draftsBound, order, number };
        return sendContext(view, subject, now, build).context;
      },
    }),
  }));
  return { acts, delaysDays };
}

/**
 * An old view of a lead who may be written to is harmless, since whoever claims looks again. One of a lead who is held, or
 * asked to wait, is not: the wake-up that tells of the release comes once.
 */
async function leadsOf(
  { leads }: WorkCohortDeps,
  workspace: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Lead>> {
  const seen = present(await leads.getMany(workspace, ids));
  const kept = seen.flatMap((lead) => (lead.hold || lead.notBefore ? [lead.id] : []));
  const now = kept.length === 0 ? [] : present(await leads.getMany(workspace, kept, 'consistent'));
  return new Map([...seen, ...now].map((lead) => [lead.id, lead]));
}

const present = (leads: readonly (Lead | undefined)[]): Lead[] => leads.flatMap((lead) => lead ?? []);

/**
 * The provider's event, or the person, may settle a claim at this very moment: then the next round sees it. A step that
 * nobody took in time is left out.
 */
async function settleUnheard(
  deps: WorkCohortDeps,
  ledger: CohortLedger,
  unheard: readonly Send[],
  now: Date,
): Promise<CohortLedger> {
  if (unheard.length === 0) return ledger;
  const current = await deps.ledger.read(ledger.ref);
  const at = now.toISOString();
  const facts: MessageFact[] = [];
  for (const { leadId, step } of unheard) {
    const send = current.sends.get(nameOf({ leadId, step }));
    if (send?.state === 'assigned') {
      await expireTask(deps, send, now);
      facts.push({ ref: send, feedback: { kind: 'skipped', at } });
    }
    if (send?.state === 'claimed') {
      facts.push({ ref: send, feedback: { kind: 'unknown', at, reason: NOTHING_HEARD } });
    }
  }
  return deps.ledger.settle(current, facts);
}
