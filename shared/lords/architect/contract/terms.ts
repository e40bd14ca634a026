/** What may follow on each status of an initiative: a person says it; one with a target is completed by what is measured. */
export const INITIATIVE = {
  proposed: ['in_review', 'approved', 'rejected'],
  in_review: ['approved', 'rejected'],
  approved: ['scheduled', 'in_progress', 'on_hold', 'rejected'],
  scheduled: ['in_progress', 'on_hold', 'rejected'],
  in_progress: ['on_hold', 'measuring', 'completed', 'rejected'],
  on_hold: ['scheduled', 'in_progress', 'rejected'],
  measuring: ['in_progress', 'completed', 'rejected'],
  completed: [],
  rejected: [],
} as const;
export type InitiativeStatus = keyof typeof INITIATIVE;
export const DECIDED = [
  'in_review',
  'approved',
  'scheduled',
  'in_progress',
  'on_hold',
  'measuring',
  'completed',
  'rejected',
] as const satisfies readonly InitiativeStatus[];

/** What functions are for, by the beginning of their names. */
export const COMPONENTS = {
  api: 'http-',
  consumer: 'consumers-',
  schedule: 'schedules-',
  step: 'steps-',
  stream: 'streams-',
  realtime: 'realtime-',
  bus: 'bus-',
} as const;
export const COMPONENT_TYPES = Object.keys(COMPONENTS) as [
  keyof typeof COMPONENTS,
  ...(keyof typeof COMPONENTS)[],
];
export type ComponentType = (typeof COMPONENT_TYPES)[number];

/** What is measured of a component; less of each is better. */
export const MEASURES = ['p95Ms', 'p50Ms', 'errorRate', 'throttles'] as const;
export type Measure = (typeof MEASURES)[number];
