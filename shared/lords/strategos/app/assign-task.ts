import { RexError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made, Source } from '../../../seats/domain/work.ts';
import type { AssignInput, PlanActivity, Task } from '../contract/schemas.ts';
import { strategos } from '../contract/seat.ts';
import { refused } from '../domain/refused.ts';
import type { StrategosDeps } from './deps.ts';
import { activityNamed, type PlanOfWork, planNamed, withPlan } from './plans.ts';

/** Gives an activity to somebody. Once what it waits for is completed, the executor has it too. */
export async function assignTask(
  deps: Pick<StrategosDeps, 'works' | 'memberships'>,
  { workspace, input, now }: Asked<AssignInput>,
): Promise<Made> {
  const of = await planNamed(deps, workspace, input.plan);
  const activity = activityNamed(of, input.activity);
  checkIsFree(activity);
  const assignee = await checkAssignee(deps, workspace, input);
  const isReady = activity.status === 'ready';
  const id = newId(strategos.kinds.task.prefix, now);
  const task: Task = {
    plan: of.work.id,
    activity: activity.id,
    title: activity.title,
    assignee: { kind: input.assignee.kind, id: input.assignee.id },
    input: input.assignee.kind === 'agent' ? input.assignee.input : null,
    note: input.note ?? null,
    dueOn: activity.until,
    assignedAt: null,
    executorTask: null,
    percent: 0,
    log: [],
  };
  return {
    work: {
      kind: 'task',
      id,
      state: isReady ? 'ready' : 'planned',
      title: `${activity.title}: ${input.assignee.id}`,
      result: task,
      sources: [
        {
          kind: 'work',
          id: of.work.id,
          says: `${activity.id} of "${of.work.title}", ${activity.on} to ${activity.until}.`,
        },
        assignee,
      ],
      dueAt: isReady ? now.toISOString() : undefined,
    },
    beside: [withPlan(of.work, withTask(of, activity.id, id), now)],
  };
}

/** @throws RexError CONFLICT */
function checkIsFree({ id, status, task }: PlanActivity): void {
  if (status === 'completed') throw new RexError('CONFLICT', `${id} is completed.`);
  if (task !== null)
    throw new RexError('CONFLICT', `${id} is assigned by ${task}: cancel that to give it to somebody else.`);
}

/** @throws RexError VALIDATION_FAILED */
async function checkAssignee(
  { memberships }: Pick<StrategosDeps, 'memberships'>,
  workspace: string,
  { assignee }: AssignInput,
): Promise<Source> {
  if (assignee.kind === 'member') {
    const membership = await memberships.get(workspace, assignee.id);
    if (membership?.state !== 'active')
      throw refused(
        'body.assignee.id',
        `There is no member ${assignee.id} in this workspace. A member is listed under Members of the settings once they have opened the console.`,
      );
    return { kind: 'person', id: assignee.id, says: `A member of the workspace (${membership.role}).` };
  }
  const { rosterProblem } = await import('./roster-problem.ts');
  const problem = rosterProblem(assignee.id, assignee.input);
  if (problem) throw refused(`body.assignee.${problem.path}`, problem.message);
  return { kind: 'guild', id: assignee.id, says: 'An agent of the roster, which takes this input.' };
}

const withTask = ({ plan }: PlanOfWork, activity: string, task: string) => ({
  ...plan,
  activities: plan.activities.map((each) => (each.id === activity ? { ...each, task } : each)),
});
