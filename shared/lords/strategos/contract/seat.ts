import { OPERATORS } from '../../../kernel/contract/route.ts';
import { seat } from '../../../seats/contract/seat.ts';
import { EXECUTION, PLAN_STATES } from './execution.ts';
import {
  allocateInputSchema,
  allocationSchema,
  assignInputSchema,
  createPlanInputSchema,
  optimizeInputSchema,
  planSchema,
  progressInputSchema,
  taskSchema,
  utilizationQuerySchema,
  utilizationSchema,
} from './schemas.ts';

/** Plans work that shares resources, gives it to people and agents, and says when it will be done. */
export const strategos = seat({
  name: 'strategos',
  title: 'Strategos',
  purpose:
    'Plans work within what there is of everything, gives it to people and agents, and forecasts its end.',
  capabilities: {
    create_execution_plan: {
      does: 'Says when each activity begins, what is critical, and what no plan can go below.',
      method:
        'The critical path method (Kelley and Walker 1959) and the serial schedule generation scheme (Kelley 1963), by priority, then by the latest start (Kolisch 1996).',
      reads: ['campaigns', 'moves', 'domains'],
      proposes: [],
    },
    assign_task: {
      does: 'Gives an activity to a member or an agent once what it waits for is completed.',
      method:
        'One open task for each activity; the executor has it under a name of its own, so it is there once.',
      reads: ['members', 'agents of the roster'],
      proposes: ['tasks for people', 'runs of agents'],
    },
    allocate_resource: {
      does: 'Gives an activity resources as long as it lasts, never more than there is.',
      method:
        'Commitments are added up over time; the plan holds all of them, and its version guards every write.',
      reads: ['plans'],
      proposes: [],
    },
    track_progress: {
      does: 'Follows what people report and what the executor does, and forecasts the end.',
      method:
        'Simulation of the rest of the plan (Van Slyke 1963) with ratios of real to planned days drawn from those so far (bootstrap, Efron 1979).',
      reads: ['tasks'],
      proposes: ['the end of tasks'],
    },
    optimize_timeline: {
      does: 'Looks for a shorter order of what has not begun.',
      method:
        'A genetic search over lists of activities (Hartmann 1998) with justification (Valls, Ballestín and Quintanilla 2005), measured on PSPLIB.',
      reads: ['plans', 'domains'],
      proposes: [],
    },
  },
  kinds: {
    plan: { prefix: 'xp', tab: 'Plans', states: PLAN_STATES, result: planSchema },
    task: { prefix: 'xt', tab: 'Tasks', states: EXECUTION, result: taskSchema },
    allocation: { prefix: 'xa', tab: 'Resources', states: { allocated: [] }, result: allocationSchema },
  },
  acts: {
    createPlan: {
      capability: 'create_execution_plan',
      path: '/plans/create',
      summary: 'Plan activities, or the moves of a campaign. What cannot be planned is refused by its name.',
      roles: OPERATORS,
      input: createPlanInputSchema,
      kind: 'plan',
    },
    assignTask: {
      capability: 'assign_task',
      path: '/tasks/assign',
      summary: 'Give an activity to somebody. They are asked once what it waits for is completed.',
      roles: OPERATORS,
      input: assignInputSchema,
      kind: 'task',
      from: ['planned', 'in_progress'],
    },
    reportProgress: {
      capability: 'track_progress',
      path: '/tasks/{task_id}/progress',
      summary: 'Say how far a task is. Without anything said, the executor is asked.',
      roles: OPERATORS,
      input: progressInputSchema,
      kind: 'task',
      of: 'task_id',
    },
    allocateResource: {
      capability: 'allocate_resource',
      path: '/resources/allocate',
      summary:
        'Give an activity resources. More than there is is refused, and the refusal says what is left.',
      roles: OPERATORS,
      input: allocateInputSchema,
      kind: 'allocation',
      from: ['planned', 'in_progress'],
    },
    optimizeTimeline: {
      capability: 'optimize_timeline',
      path: '/plans/{plan_id}/optimize-timeline',
      summary: 'Plan anew from today what is not completed, as short as can be found.',
      roles: OPERATORS,
      input: optimizeInputSchema,
      kind: 'plan',
      of: 'plan_id',
    },
  },
  lists: {
    listPlans: {
      kind: 'plan',
      path: '/plans',
      summary: 'Plans, each with its activities and the forecast of its end.',
      one: { operationId: 'getPlan', id: 'plan_id' },
    },
    listPlanTasks: {
      kind: 'task',
      path: '/tasks',
      summary: 'Tasks of plans.',
      one: { operationId: 'getPlanTask', id: 'task_id' },
    },
  },
  looks: {
    resourceUtilization: {
      path: '/resources/utilization',
      tab: 'Resources',
      summary: 'What is committed and allocated of each resource, over time.',
      query: utilizationQuerySchema,
      result: utilizationSchema,
    },
  },
});
