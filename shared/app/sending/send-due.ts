import type { ContactLease } from '../../domain/contacts/contact-lease.ts';
import { buildMessage } from '../../domain/missions/message.ts';
import { outreachMission } from '../../domain/missions/mission.ts';
import { isSender } from '../../domain/resources/pool.ts';
import { inboxAllowance } from '../../domain/resources/sending-domain.ts';
import { dailyCap } from '../../domain/resources/warmup.ts';
import type { Cohort, LeadDrafts } from '../../domain/sending/cohort.ts';
import { nextUtcDay, utcDay } from '../../domain/sending/guards/daily-limits.ts';
import type { SendContext } from '../../domain/sending/guards/guard.ts';
import { CLAIM_UNKNOWN_AFTER_MS } from '../../domain/sending/journey.ts';
import { dueAtSendHour } from '../../domain/sending/send-time.ts';
import { addMs, DAY, MINUTE } from '../../kernel/clock.ts';
import { chunksOf, mapConcurrent } from '../../kernel/concurrency.ts';
import { keepReservation } from '../missions/keep-reservation.ts';
import type { MissionStore } from '../ports/missions.ts';
import type { ProviderLimits } from '../ports/provider-limits.ts';
import type { WorkspaceStore } from '../ports/workspace.ts';
import type { SendView } from './send-context.ts';
import { type SendMessageDeps, type SendResult, sendMessage } from './send-message.ts';

export interface DueMessage {
  readonly drafted: LeadDrafts;
  readonly context: SendContext;
}

export type SendDueDeps = SendMessageDeps & {
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly limits: ProviderLimits;
};

export interface LostContact {
  readonly leadId: string;
  readonly step: number;
  readonly to: ContactLease;
}

export interface SendDueResult {
  readonly lost: readonly LostContact[];
  /** When somebody of the cohort wants to be looked at again. */
  readonly again: readonly Date[];
  readonly counts: Readonly<Record<string, number>>;
}

/** Pause, cancel and budget are read again before each slice of so many messages. */
const SLICE = 24;
/** In flight at once. A process that dies leaves at most so many claims of which nobody knows whether they were sent. */
const WIDTH = 8;
/** When so little is left of the day, it is taken one by one, so that none of it is wasted. */
const NEARLY_SPENT = 50;
/** The consumer's time is not endless: what is left over after so long is done in the next round. */
const WORK_AT_MOST_MS = 4 * MINUTE;
const LOOK_AGAIN_MS = 5 * MINUTE;

/** Sends what is due, slice by slice, within the day's budget, the domain's cap and the provider's rate. */
export async function sendDue(
  deps: SendDueDeps,
  view: SendView,
  cohort: Cohort,
  due: readonly DueMessage[],
  delaysDays: ReadonlyMap<string, readonly number[]>,
): Promise<SendDueResult> {
  const started = deps.clock.now();
  const dueAt = dueAtSendHour(cohort, view.settings.timeZone);
  const again: Date[] = [];
  const counts: Record<string, number> = {};
  const lost: LostContact[] = [];
  const left = Math.min(
    ...due.map(({ context }) => Math.min(context.left.domain, context.left.inbox, context.left.workspace)),
  );
  for (const slice of chunksOf(due, left < NEARLY_SPENT ? 1 : SLICE)) {
    const now = deps.clock.now();
    const stop = await mayGoOn(deps, view, slice.length, started, now);
    if (stop.until) {
      again.push(stop.until);
      break;
    }
    const { mission, settings } = stop;
    const results = await mapConcurrent(slice, WIDTH, async ({ drafted, context }) => {
      const { content } = view;
      const built = content && buildMessage(content, mission, context.lead, drafted, context.step, now);
      const result: SendResult =
        content && built?.ok
          ? await sendMessage(deps, {
              context: { ...context, mission, settings, now },
              built,
              content,
              variant: drafted.variant,
              cohort: cohort.id,
              dryRun: settings.dryRun || mission.params.dryRun,
            })
          : { kind: 'skipped' };
      counts[result.kind] = (counts[result.kind] ?? 0) + 1;
      const next = lookAgainAt(result, context.step, delaysDays.get(drafted.variant) ?? [], now);
      if (result.kind === 'skipped' && result.lost) {
        lost.push({ leadId: drafted.leadId, step: context.step, to: result.lost });
      }
      if (next) again.push(result.kind === 'sent' ? dueAt(context.lead, context.step + 1, next) : next);
      return result;
    });
    if (results.some((result) => result.kind === 'unavailable')) {
      again.push(addMs(now, LOOK_AGAIN_MS));
      break;
    }
  }
  return { again, counts, lost };
}

type MayGoOn =
  | { readonly until: Date }
  | {
      readonly until: undefined;
      readonly mission: SendView['mission'];
      readonly settings: SendView['settings'];
    };

async function mayGoOn(
  deps: SendDueDeps,
  view: SendView,
  count: number,
  started: Date,
  now: Date,
): Promise<MayGoOn> {
  const { workspace, id } = view.mission;
  if (now.getTime() - started.getTime() > WORK_AT_MOST_MS) return { until: now };
  const [mission, record, pool] = await Promise.all([
    deps.missions.get(workspace, id),
    deps.workspaces.get(workspace),
    deps.workspaces.getPool(workspace),
  ]);
  const sender = mission?.reservation;
  const domain = pool?.domains.find((candidate) => candidate.domain === sender?.domain);
  // With another sender, what was built here is not what is to be sent.
  const isSameSender = sender && view.mission.reservation && isSender(sender, view.mission.reservation);
  if (mission?.state !== 'EXECUTING' || !record || record.settings.paused) {
    return { until: addMs(now, LOOK_AGAIN_MS) };
  }
  if (mission.redraft || !isSameSender || domain?.status !== 'active') {
    return { until: addMs(now, LOOK_AGAIN_MS) };
  }
  if (!(await keepReservation(deps, mission, now))) return { until: addMs(now, LOOK_AGAIN_MS) };
  const { settings } = record;
  // Before the day's budget, which nobody would give back: calls that are not made come back by themselves.
  const rate = await deps.limits.take(workspace, 'ses', count);
  if (!rate.ok) return { until: rate.retryAt };
  const reserved = await deps.workspaces.reserveSends({
    workspace,
    day: utcDay(now),
    domain: domain.domain,
    count,
    workspaceLimit: settings.dailyBudget,
    domainLimit: dailyCap(domain, now),
    inbox: inboxAllowance(domain, sender?.inbox),
  });
  return reserved
    ? { until: undefined, mission: outreachMission(mission), settings }
    : { until: nextUtcDay(now) };
}

function lookAgainAt(
  result: SendResult,
  step: number,
  delays: readonly number[],
  now: Date,
): Date | undefined {
  const delay = delays[step];
  switch (result.kind) {
    case 'sent':
    case 'dry-run':
      return delay === undefined ? undefined : addMs(now, delay * DAY);
    case 'refused':
      return undefined;
    case 'unknown':
      return addMs(now, CLAIM_UNKNOWN_AFTER_MS);
    case 'skipped':
    case 'unavailable':
      return addMs(now, LOOK_AGAIN_MS);
  }
}
