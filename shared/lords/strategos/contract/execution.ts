/** What may follow on each status of a task of a plan. The seat itself says ready, assigned and delayed; people say the others. */
export const EXECUTION = {
  planned: ['ready', 'cancelled'],
  ready: ['assigned', 'blocked', 'cancelled'],
  assigned: ['in_progress', 'blocked', 'delayed', 'in_review', 'completed', 'cancelled'],
  in_progress: ['blocked', 'delayed', 'in_review', 'completed', 'cancelled'],
  blocked: ['in_progress', 'delayed', 'in_review', 'completed', 'cancelled'],
  delayed: ['in_progress', 'blocked', 'in_review', 'completed', 'cancelled'],
  in_review: ['in_progress', 'blocked', 'delayed', 'completed', 'cancelled'],
  completed: [],
  cancelled: [],
} as const;
export type ExecutionStatus = keyof typeof EXECUTION;
export const EXECUTION_STATUSES = Object.keys(EXECUTION) as [ExecutionStatus, ...ExecutionStatus[]];

/** What a person may say of a task. */
export const REPORTED = ['in_progress', 'blocked', 'in_review', 'completed', 'cancelled'] as const;

export const PLAN_STATES = {
  planned: ['in_progress', 'completed'],
  in_progress: ['completed'],
  completed: [],
} as const;

/** The most important first. */
export const PRIORITIES = ['critical', 'high', 'medium', 'low', 'deferred'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const RESOURCES = ['agent', 'budget', 'time', 'compute', 'storage', 'bandwidth'] as const;
export type Resource = (typeof RESOURCES)[number];
export type Amounts = Readonly<Partial<Record<Resource, number>>>;

/** In what a resource is counted. What is used up is not there again when an activity has ended. */
export const RESOURCE_TERMS = {
  agent: { unit: 'agents at work', isUsedUp: false },
  budget: { unit: 'USD in all', isUsedUp: true },
  time: { unit: 'hours of people a day', isUsedUp: false },
  compute: { unit: 'runs a day', isUsedUp: false },
  storage: { unit: 'GB', isUsedUp: false },
  bandwidth: { unit: 'e-mails a day', isUsedUp: false },
} as const satisfies Readonly<Record<Resource, { readonly unit: string; readonly isUsedUp: boolean }>>;
