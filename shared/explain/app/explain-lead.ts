import type { z } from 'zod';
import { engagementBefore } from '../../agents/reviver/engagement-before.ts';
import { judgeLead, OUTSIDE_SEGMENT } from '../../agents/reviver/reviver.ts';
import type { RunStore } from '../../automations/app/ports/automations.ts';
import { type Run, runIdOf } from '../../automations/domain/run.ts';
import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { numbersOf } from '../../drafting/app/numbers-of.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import type { AnswerStore } from '../../inbox/app/ports/answers.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { leadView } from '../../leads/app/lead-view.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { ExplanationView, verdictSchema } from '../../leads/contract/routes.ts';
import { type Lead, type LeadOrders, purchasesOf } from '../../leads/domain/lead.ts';
import type { MeetingStore } from '../../meetings/app/ports/meetings.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { isOutreach } from '../../missions/contract/mission.ts';
import type { ScoredLead } from '../../missions/domain/audience.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { isTerminal } from '../../missions/domain/states.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import { areBound, loadSendView, type SendViewDeps, sendContext } from '../../sending/app/send-context.ts';
import { viewMessage } from '../../sending/app/view-messages.ts';
import type { SendContext } from '../../sending/domain/guards/guard.ts';
import { allVerdicts, type GuardVerdict } from '../../sending/domain/guards/guards.ts';
import { journeyState } from '../../sending/domain/journey.ts';
import type { Send } from '../../sending/domain/send.ts';
import { dueAtSendHour } from '../../sending/domain/send-time.ts';
import { readOnce } from './read-once.ts';

export interface ExplainDeps extends SendViewDeps {
  readonly leads: LeadStore;
  readonly numbers: ContactNumberStore;
  readonly cohorts: CohortStore;
  readonly ledger: Pick<SendLedger, 'ofCohort'>;
  readonly missions: MissionStore;
  readonly answers: Pick<AnswerStore, 'ofLead'>;
  readonly meetings: Pick<MeetingStore, 'ofLead'>;
  readonly automationRuns: Pick<RunStore, 'get'>;
  readonly clock: Clock;
}

type MissionExplanation = ExplanationView['missions'][number];

const PROVIDER_REFUSES = 'PROVIDER_REFUSES';
/** Number of the newest outreach missions that are checked, because they may have left the lead out. */
const LATEST_MISSIONS = 5;
const LISTED_AT_ONCE = 2 * LATEST_MISSIONS;
const LISTED_AT_MOST = 100;
const EXPLAINED_AT_ONCE = 8;
const EXCERPT = 500;

/**
 * Why a lead got its messages, or what blocks the next one. It calls the same functions for scores and guards as sending does,
 * so the explanation cannot differ from what would be done.
 * @throws RexError NOT_FOUND
 */
export async function explainLead(
  stores: ExplainDeps,
  workspace: string,
  leadId: string,
): Promise<ExplanationView> {
  const deps = readOnce(stores);
  const lead = await deps.leads.get(workspace, leadId);
  if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  const [missions, inbound, answers, meetings, [orders]] = await Promise.all([
    missionsOf(deps, lead),
    deps.leads.listInbound(workspace, leadId),
    deps.answers.ofLead(workspace, leadId),
    deps.meetings.ofLead(workspace, leadId),
    deps.leads.getOrders(workspace, [leadId]),
  ]);
  const explained = await mapConcurrent(missions, EXPLAINED_AT_ONCE, (mission) =>
    explainMission(deps, mission, lead, orders),
  );
  return {
    lead: leadView(lead, orders),
    notes: lead.profile.notes ?? [],
    summary: summaryOf(lead, explained),
    missions: explained,
    inbound: inbound.map((message) => ({
      at: message.receivedAt,
      kind: message.kind,
      class: message.reading?.class ?? null,
      text: message.text.slice(0, EXCERPT),
    })),
    answers: answers
      .toSorted(byTime)
      .map(({ id, createdAt, sentAt, by, drafted, channel, state, reason, text }) => ({
        id,
        at: sentAt ?? createdAt,
        by,
        drafted,
        channel,
        state,
        reason: reason ?? null,
        text: text.slice(0, EXCERPT),
      })),
    meetings: meetings.map(({ id, startsAt, state, source, bookedAt, title }) => ({
      id,
      startsAt,
      state,
      source,
      bookedAt: bookedAt ?? null,
      title,
    })),
  };
}

interface Said {
  readonly createdAt: string;
  readonly sentAt?: string | undefined;
}

/** Their ids are in no order of time. */
const byTime = (a: Said, b: Said): number =>
  Date.parse(a.sentAt ?? a.createdAt) - Date.parse(b.sentAt ?? b.createdAt);

/** All missions that wrote to the lead, all that work now, and the newest ones; the newest first. */
async function missionsOf(deps: ExplainDeps, { workspace, journeys }: Lead): Promise<OutreachMission[]> {
  const found = await Promise.all([
    deps.missions.getMany(workspace, Object.keys(journeys)),
    deps.missions.inState(workspace, 'EXECUTING'),
    latestOutreach(deps, workspace),
  ]);
  const all = found.flat().filter((mission) => mission !== undefined && isOutreach(mission));
  const byId = new Map(all.map((mission) => [mission.id, mission]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

async function latestOutreach({ missions }: ExplainDeps, workspace: string): Promise<OutreachMission[]> {
  const latest: OutreachMission[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < LISTED_AT_MOST && latest.length < LATEST_MISSIONS; read += LISTED_AT_ONCE) {
    const page = await missions.list(workspace, { limit: LISTED_AT_ONCE, cursor });
    latest.push(...page.missions.filter(isOutreach));
    if (page.cursor === null) break;
    cursor = page.cursor;
  }
  return latest.slice(0, LATEST_MISSIONS);
}

const CAME_LATER = 'CAME_LATER';
/** What no rule of the scoring says. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  [OUTSIDE_SEGMENT]: 'The lead is in none of the segments that this mission writes to.',
  [CAME_LATER]: 'The lead was not there yet when this mission chose its leads.',
};

/** A mission that has chosen its leads knows no others. */
const cameLater = ({ state, approvalId }: OutreachMission, scored: ScoredLead | undefined): string[] =>
  scored === undefined && (approvalId !== undefined || isTerminal(state)) ? [CAME_LATER] : [];

async function explainMission(
  deps: ExplainDeps,
  mission: OutreachMission,
  lead: Lead,
  orders: LeadOrders | undefined,
): Promise<MissionExplanation> {
  const { workspace, id } = mission;
  const [page, model, record, run, engagementOf] = await Promise.all([
    deps.missions.getScoredPage(workspace, id, lead.roster),
    deps.missions.getModel(workspace, id),
    deps.workspaces.get(workspace),
    mission.params.automation === undefined ? undefined : deps.automationRuns.get(workspace, id),
    engagementBefore(deps.ledger, mission, [lead]),
  ]);
  const scored = page?.leads.find((candidate) => candidate.id === lead.id);
  const past = { orders, engagement: engagementOf(lead.id) };
  const judged =
    model && record ? judgeLead({ mission, settings: record.settings, model }, lead, past) : undefined;
  const place = scored?.variant ? await findPlace(deps, mission, lead, scored) : undefined;
  const sends = place ? await sendsOf(deps, mission, place.cohort.id, lead.id) : [];
  return {
    missionId: id,
    name: mission.name,
    state: mission.state,
    selected: place !== undefined,
    heldOut: scored?.heldOut ?? false,
    score: scored?.score ?? null,
    reasons: (scored?.excluded ?? cameLater(mission, scored)).map((code) => ({
      code,
      sentence:
        judged?.verdict.reasons.find((reason) => reason.code === code)?.sentence ??
        LEFT_OUT[code] ??
        `Left out: ${code}.`,
    })),
    factors: (judged?.score.factors ?? []).map(({ name, sentence }) => ({ name, sentence })),
    automation: run
      ? { runId: runIdOf(run), state: run.state, sentence: automationSays(run), note: run.note ?? null }
      : null,
    sent: sends.map(viewMessage),
    lostContact: place?.cohort.lostContacts[lead.id] ?? null,
    next: place ? await nextOf(deps, mission, lead, purchasesOf(orders)?.lastOn, place, sends) : null,
  };
}

/** What an automation has said of a mission, or why it said nothing. Its own words are apart, as data. */
function automationSays({ name, state, outcome, onFailure, reason, deadline }: Run): string {
  const who = `The automation "${name}"`;
  if (state === 'failed') {
    const then = onFailure === 'skip' ? 'the mission went on without it' : 'a person has to decide';
    return `${who} gave no result, and ${then}: ${reason ?? ''}`;
  }
  if (outcome !== undefined) {
    return outcome === 'continue'
      ? `${who} let the mission go on.`
      : `${who} says that the mission should stop; a person decides.`;
  }
  return `${who} has until ${deadline} to answer.${reason === undefined ? '' : ` ${reason}`}`;
}

interface Place {
  readonly cohort: Cohort;
  readonly drafts: NonNullable<Awaited<ReturnType<CohortStore['getDrafts']>>>;
  readonly blocked: { readonly code: string; readonly step: number } | undefined;
}

/** The cohort of the lead: stored with the lead from the first message on; before that found by its time zone. */
async function findPlace(
  deps: ExplainDeps,
  mission: OutreachMission,
  lead: Lead,
  scored: ScoredLead,
): Promise<Place | undefined> {
  const known = lead.journeys[mission.id];
  const draftsOf = (cohort: string) => deps.cohorts.getDrafts(mission.workspace, mission.id, cohort);
  const [cohorts, draftsOfKnown] = await Promise.all([
    deps.cohorts.list(mission.workspace, mission.id),
    known === undefined ? undefined : draftsOf(known),
  ]);
  const candidates = cohorts.filter((cohort) =>
    known ? cohort.id === known : cohort.timeZone === (scored.timeZone ?? 'none'),
  );
  for (const cohort of candidates) {
    const drafts = cohort.id === known ? draftsOfKnown : await draftsOf(cohort.id);
    if (drafts?.leads.some((drafted) => drafted.leadId === lead.id)) {
      return { cohort, drafts, blocked: cohort.blocked[lead.id] };
    }
  }
  return undefined;
}

async function sendsOf(
  deps: ExplainDeps,
  mission: OutreachMission,
  cohort: string,
  leadId: string,
): Promise<Send[]> {
  const ref = { workspace: mission.workspace, missionId: mission.id, cohort };
  return (await deps.ledger.ofCohort(ref)).filter((send) => send.leadId === leadId);
}

async function nextOf(
  deps: ExplainDeps,
  mission: OutreachMission,
  lead: Lead,
  lastOrderOn: string | undefined,
  place: Place,
  sends: readonly Send[],
): Promise<MissionExplanation['next']> {
  const now = deps.clock.now();
  const drafted = place.drafts.leads.find((candidate) => candidate.leadId === lead.id);
  const known = { ...deps, missions: { get: async () => mission } };
  const view = await loadSendView(known, mission.workspace, mission.id, now);
  if (!drafted) return null;
  const delays = (view.content?.templates ?? [])
    .filter((template) => template.variant === drafted.variant)
    .toSorted((a, b) => a.template.step - b.template.step)
    .map((template) => template.delayDays);
  const state = journeyState(sends, delays, now, now);
  if (state.kind === 'ended') return null;
  const step = state.kind === 'next' ? state.step : state.send.step;
  const dueAt =
    state.kind === 'next'
      ? dueAtSendHour(place.cohort, view.settings.timeZone)(lead, step, state.dueAt)
      : state.until;
  const draftsBound = areBound(view.approval, place.drafts);
  const numbers = await numbersOf(deps, mission.workspace, [{ lead, drafted }]);
  const { context } = sendContext(
    view,
    {
      lead,
      drafted,
      step,
      dueAt,
      draftsBound,
      order: place.cohort.order,
      lastOrderOn,
      number: numbers.get(lead.id),
    },
    now,
  );
  return {
    step,
    channel: context.channel,
    channelReason: drafted.channels?.[step - 1]?.reason ?? null,
    dueAt: dueAt.toISOString(),
    verdicts: [...allVerdicts(context).map(verdictView), ...refusals(place.cohort, context)],
  };
}

const verdictView = ({ code, verdict }: GuardVerdict): z.infer<typeof verdictSchema> => ({
  guard: code,
  verdict: verdict.verdict,
  explanation: verdict.explanation,
  unblock: verdict.verdict === 'pass' ? null : verdict.unblock,
  until: verdict.verdict === 'wait' ? verdict.until.toISOString() : null,
});

const whySuppressed = ({ profile }: Lead, reason: string): string =>
  reason === 'import_opt_out' && profile.flags.includes('noteAsksForNoContact')
    ? 'a note in an imported file says that they want no mail'
    : reason.replaceAll('_', ' ');

/** An obstacle beside the guards: the provider does not send until a person has fixed something. */
function refusals(
  { held }: Cohort,
  { channel, settings, domain }: Pick<SendContext, 'channel' | 'settings' | 'domain'>,
): z.infer<typeof verdictSchema>[] {
  if (held?.channel !== channel) return [];
  const { name, provider: providerOf } = CHANNEL_TERMS[channel];
  const provider = providerOf?.(settings.channels, domain?.domain ?? '') ?? channel;
  return [
    {
      guard: PROVIDER_REFUSES,
      verdict: 'wait',
      explanation: `${provider} sends nothing by ${name} for us (${held.reason}); the message is kept.`,
      unblock: held.todo,
      until: held.until,
    },
  ];
}

function summaryOf(lead: Lead, missions: readonly MissionExplanation[]): string {
  if (lead.suppression) {
    return `Nothing goes to this person any more: ${whySuppressed(lead, lead.suppression.reason)}, since ${lead.suppression.at}.`;
  }
  if (lead.hold) {
    const { channel, since, reason, replies } = lead.hold;
    return `Nothing goes to this person until somebody has decided: what came in by ${channel} waits since ${since} (${reason}). Read it: rex replies show ${replies.at(-1) ?? ''}`;
  }
  const latest = missions.find(hasLooked) ?? missions[0];
  if (!latest) return 'No mission has looked at this person yet.';
  if (latest.heldOut) return 'Held out for good, to measure what the missions bring: never contacted.';
  if (!latest.selected) {
    const [reason] = latest.reasons;
    return reason
      ? `Left out of "${latest.name}": ${reason.sentence}`
      : `"${latest.name}" has not looked at this person yet.`;
  }
  const sent = `${latest.sent.length} message${latest.sent.length === 1 ? '' : 's'} so far`;
  if (!latest.next) return `${sent}; the sequence has ended.`;
  const obstacle =
    latest.next.verdicts.find(({ verdict }) => verdict === 'block') ??
    latest.next.verdicts.find(({ verdict }) => verdict === 'wait');
  return obstacle
    ? `${sent}; step ${latest.next.step} ${obstacle.verdict === 'block' ? 'is blocked' : 'waits'}: ${obstacle.explanation}`
    : `${sent}; step ${latest.next.step} goes out at the next round.`;
}

/** A new mission has no information about leads yet. */
const hasLooked = ({ selected, heldOut, score, sent }: MissionExplanation): boolean =>
  selected || heldOut || score !== null || sent.length > 0;
