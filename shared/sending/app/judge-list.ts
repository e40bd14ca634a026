import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import { decide } from '../../decisions/domain/decide.ts';
import type { Decision } from '../../decisions/domain/decision.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { type StopTest, saysTolerable, stopsAt } from '../../experiments/domain/stop-test.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type Mission, missionEvent, type Release } from '../../missions/domain/mission.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { CANARY_TEST, cohortTest } from '../../risk/domain/canary.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { CohortLedger } from '../domain/cohort-ledger.ts';
import { firstMails } from '../domain/first-mails.ts';
import type { SendLedger } from './ports/sending.ts';

export interface JudgeListDeps extends RaiseAlertDeps {
  readonly missions: Pick<MissionStore, 'get' | 'save'>;
  readonly cohorts: Pick<CohortStore, 'get' | 'list'>;
  readonly ledger: Pick<SendLedger, 'read'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly clock: Clock;
}

type Seen = { readonly sent: number; readonly bounced: number };
const READ_AT_ONCE = 8;

/** Whether the canaries of a mission have cleared its list, as of the last look. */
export const isCleared = (release: Release | undefined): boolean =>
  release !== undefined &&
  saysTolerable({ successes: release.bounced, trials: release.settled }, CANARY_TEST);

/**
 * Asked when a first e-mail of a cohort has bounced: stops the mission when its list is bad. While nothing is decided about
 * the list, its first e-mails count together; after that, each cohort is judged by its own. Bounces are rare, so what this
 * reads is too.
 * @returns whether it stopped the mission
 */
export async function judgeList(
  deps: JudgeListDeps,
  ledger: CohortLedger,
  known: { readonly mission?: Mission; readonly cohort?: Cohort } = {},
): Promise<boolean> {
  const { workspace, missionId, cohort: id } = ledger.ref;
  const now = deps.clock.now();
  if (firstMails(ledger, now).bounced === 0) return false;
  const [mission, cohort] = await Promise.all([
    known.mission ?? deps.missions.get(workspace, missionId),
    known.cohort ?? deps.cohorts.get(workspace, missionId, id),
  ]);
  if (!mission || !cohort || mission.state !== 'EXECUTING' || mission.release?.stopped) return false;
  const since = mission.release?.resumed?.at;
  const own = firstMails(ledger, now, since);
  const all = isCleared(mission.release) ? undefined : await seenOfAll(deps, mission, ledger, since);
  const decision =
    (all && (await judge(deps, mission, 'the mission', all, CANARY_TEST))) ??
    (await judge(deps, mission, `cohort ${id}`, own, cohortTest(cohort.order ?? 0)));
  if (!decision) return false;
  await stop(deps, mission, decision);
  return true;
}

/** The first e-mails of all cohorts that may send: few, while nothing is decided. */
async function seenOfAll(
  deps: JudgeListDeps,
  { workspace, id: missionId, release }: Mission,
  own: CohortLedger,
  since: string | undefined,
): Promise<Seen> {
  const now = deps.clock.now();
  const cohorts = release ? await deps.cohorts.list(workspace, missionId) : [];
  const others = cohorts.filter(
    ({ id, order }) => id !== own.ref.cohort && order !== undefined && order < (release?.cohorts ?? 0),
  );
  const ledgers = await mapConcurrent(others, READ_AT_ONCE, ({ id }) =>
    deps.ledger.read({ workspace, missionId, cohort: id }, 'eventual'),
  );
  const seen = [own, ...ledgers].map((ledger) => firstMails(ledger, now, since));
  return {
    sent: seen.reduce((sum, { sent }) => sum + sent, 0),
    bounced: seen.reduce((sum, { bounced }) => sum + bounced, 0),
  };
}

async function judge(
  deps: JudgeListDeps,
  { workspace, id, release }: Mission,
  of: string,
  { sent, bounced }: Seen,
  test: StopTest,
): Promise<Decision | undefined> {
  const now = deps.clock.now();
  const stops = stopsAt(sent, test);
  // Infinity is no fact that could be stored: more than all of them.
  const facts = { of, sent, bounced, stopsAt: Math.min(stops, sent + 1) };
  if (bounced < facts.stopsAt) return undefined;
  const record = await deps.workspaces.get(workspace);
  if (!record) return undefined;
  const { tolerable, bad, alpha } = test;
  const decision = decide(
    // One for each time that it may be stopped: whoever decides it again writes the same.
    {
      id: `list#${workspace}#${id}#${release?.resumed?.at ?? ''}`,
      subject: id,
      now,
      stopwatch: () => performance.now(),
    },
    'list',
    { ...facts, tolerable, bad, alpha },
    record.settings.rules,
  );
  return decision.action === 'stop' ? decision : undefined;
}

/** The alert comes first: a death in between repeats the decision, and the alert of one cause is one. */
async function stop(deps: JudgeListDeps, judged: Mission, decision: Decision): Promise<void> {
  const { workspace, id, name, correlationId } = judged;
  const { sent, bounced } = decision.facts;
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'mission.list-stopped',
      severity: 'critical',
      title: `"${name}" sends nothing more: its list bounces`,
      message: `${decision.explanation} Look at the addresses that bounced, remove what is bad, then run "rex missions resume ${id} --reason TEXT"; or cancel the mission.`,
      evidence: { missionId: id, sent: String(sent), bounced: String(bounced) },
      cause: `list-stopped ${id}`,
    },
    correlationId,
  );
  await retryOnConflict(async () => {
    const mission = await deps.missions.get(workspace, id);
    if (mission?.state !== 'EXECUTING' || mission.release?.stopped) return;
    const now = deps.clock.now();
    const at = now.toISOString();
    const release = mission.release ?? { cohorts: 1, at, settled: 0, bounced: 0 };
    await deps.missions.save(
      {
        ...mission,
        release: { ...release, stopped: { at, explanation: decision.explanation } },
        updatedAt: at,
      },
      {
        decisions: [decision],
        events: [
          missionEvent(
            mission,
            'mission.sending-stopped',
            { now, actor: REX },
            {
              sent: Number(sent),
              bounced: Number(bounced),
              reason: decision.explanation,
            },
          ),
        ],
      },
    );
  });
}
