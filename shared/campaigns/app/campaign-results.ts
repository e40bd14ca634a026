import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { EMAIL_USD } from '../../channels/domain/channel-terms.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { type Clock, utcDay } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { LlmLedger } from '../../llm/app/ports/llm.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { IssueStore } from '../../newsletter/app/ports/issues.ts';
import { progressCounts } from '../../sending/app/summarize-messages.ts';
import type { TaskStore } from '../../tasks/app/ports/tasks.ts';
import type { Task } from '../../tasks/domain/task.ts';
import type { CampaignResults } from '../contract/campaign.ts';
import type { Campaign, Part } from '../domain/campaign.ts';
import { type PartResult, resultsOf } from '../domain/results.ts';
import { numbersOfTask } from '../domain/task-numbers.ts';

export interface CampaignResultsDeps {
  readonly missions: Pick<MissionStore, 'get'>;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly issues: Pick<IssueStore, 'counts'>;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly cohorts: Pick<CohortStore, 'list'>;
  readonly spending: Pick<LlmLedger, 'spent'>;
  readonly clock: Clock;
}

const READS_AT_ONCE = 8;
const MICROS_PER_USD = 1_000_000;

/** What the parts of a campaign really did: read from the records of each of them whenever it is asked for. */
export async function campaignResults(
  deps: CampaignResultsDeps,
  campaign: Campaign,
): Promise<CampaignResults> {
  const { workspace, parts } = campaign;
  const results = await mapConcurrent(parts, READS_AT_ONCE, (part) => resultOf(deps, workspace, part));
  return resultsOf(
    campaign,
    results.flatMap((result) => result ?? []),
    deps.clock.now(),
  );
}

async function resultOf(
  deps: CampaignResultsDeps,
  workspace: string,
  { id, kind }: Part,
): Promise<PartResult | undefined> {
  if (kind === 'mission') {
    const mission = await deps.missions.get(workspace, id);
    return mission && resultOfMission(deps, mission);
  }
  const task = await deps.tasks.get({ workspace, id });
  return task && resultOfTask(deps, task);
}

/** Its funnel: of the report where there is one, else as of the last round of each cohort. */
async function resultOfMission(deps: CampaignResultsDeps, mission: Mission): Promise<PartResult> {
  const { workspace, id, report, state } = mission;
  const [messages, { mission: micros }] = await Promise.all([
    report?.messages ?? progressOf(deps, mission),
    deps.spending.spent(workspace, utcDay(deps.clock.now()), id),
  ]);
  const { sent = 0, delivered = 0, bounced = 0, complained = 0, opened = 0, clicked = 0 } = messages ?? {};
  const { replied = 0, unsubscribed = 0, booked = 0 } = messages ?? {};
  const treated = report?.incremental?.treated;
  return {
    id,
    kind: 'mission',
    type: mission.type,
    name: mission.name,
    state,
    at: mission.updatedAt,
    numbers: {
      leads: report?.audience.selected ?? 0,
      holdout: report?.audience.holdout ?? 0,
      ...{ sent, delivered, bounced, complained, opened, clicked, replied, unsubscribed, booked },
      conversions: treated?.converted ?? 0,
      revenueUsd: treated?.revenueUsd ?? 0,
      missionsCompleted: Number(state === 'COMPLETED'),
    },
    cost: { messagesUsd: sent * EMAIL_USD, modelsUsd: micros / MICROS_PER_USD, adsUsd: 0 },
  };
}

async function progressOf({ approvals, cohorts }: CampaignResultsDeps, mission: Mission) {
  const approval = await approvalOfMission(approvals, mission);
  return approval && progressCounts(await cohorts.list(mission.workspace, mission.id), approval);
}

async function resultOfTask({ issues }: CampaignResultsDeps, task: Task): Promise<PartResult> {
  const { workspace, id, type, title, status, providerId } = task;
  const isIssue = type === 'newsletter.send' && providerId !== undefined;
  const issue = isIssue ? await issues.counts({ workspace, id: providerId }) : undefined;
  const { numbers, adsUsd, subject } = numbersOfTask(task, issue);
  return {
    id,
    kind: 'task',
    type,
    name: title,
    state: status,
    at: task.completedAt ?? task.createdAt,
    numbers: { ...numbers, tasksCompleted: Number(status === 'completed') },
    cost: { messagesUsd: (issue?.sent ?? 0) * EMAIL_USD, modelsUsd: 0, adsUsd },
    ...(subject === undefined ? {} : { subject }),
  };
}
