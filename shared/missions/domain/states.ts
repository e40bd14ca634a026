import { MISSION_STATES, type MissionState } from '../contract/mission.ts';

/** The life cycle of a mission (spec R2). Every change of state goes through `nextState`. */
export const MISSION_EVENTS = [
  'assign',
  'start',
  'collect',
  'analyze',
  'optimize',
  'complete',
  'fail',
  'escalate',
  'cancel',
  'retry',
] as const;
export type MissionEvent = (typeof MISSION_EVENTS)[number];

const WORKING: readonly MissionState[] = ['ASSIGNED', 'EXECUTING', 'COLLECTING', 'ANALYZING', 'OPTIMIZING'];

export interface Transition {
  readonly from: MissionState;
  readonly event: MissionEvent;
  readonly to: MissionState;
  /** Why this transition happens, as the audit log and the decision show it. */
  readonly because: string;
}

const each = (
  from: readonly MissionState[],
  event: MissionEvent,
  to: MissionState,
  because: string,
): Transition[] => from.map((state) => ({ from: state, event, to, because }));

export const MISSION_TRANSITIONS: readonly Transition[] = [
  {
    from: 'QUEUED',
    event: 'assign',
    to: 'ASSIGNED',
    because: 'A crew, a sending domain and quota are reserved.',
  },
  {
    from: 'ASSIGNED',
    event: 'start',
    to: 'EXECUTING',
    because: 'The plan is made and its first step is ready.',
  },
  { from: 'EXECUTING', event: 'collect', to: 'COLLECTING', because: 'Every step of the plan has finished.' },
  {
    from: 'COLLECTING',
    event: 'analyze',
    to: 'ANALYZING',
    because: 'Everything has settled, or the window for answers has closed.',
  },
  { from: 'ANALYZING', event: 'optimize', to: 'OPTIMIZING', because: 'The results are in.' },
  { from: 'OPTIMIZING', event: 'complete', to: 'COMPLETED', because: 'The report is written.' },
  ...each(WORKING, 'fail', 'FAILED', 'The work cannot go on, and trying again would not help.'),
  ...each(WORKING, 'escalate', 'ESCALATED', 'A person has to decide how this goes on.'),
  ...each(['QUEUED', ...WORKING, 'ESCALATED'], 'cancel', 'CANCELLED', 'A person asked for it.'),
  ...each(['FAILED', 'ESCALATED'], 'retry', 'QUEUED', 'A person asked to try again.'),
];

/** How a sentence says what an event does to a mission. */
export const DONE_BY: Readonly<Record<MissionEvent, string>> = {
  assign: 'assigned',
  start: 'started',
  collect: 'collected',
  analyze: 'analyzed',
  optimize: 'optimized',
  complete: 'completed',
  fail: 'failed',
  escalate: 'escalated',
  cancel: 'cancelled',
  retry: 'retried',
};

/** Whether the state is the one that the event leads to. */
export const isDone = (state: MissionState, event: MissionEvent): boolean =>
  MISSION_TRANSITIONS.some((each) => each.event === event && each.to === state);

export const isTerminal = (state: MissionState): boolean =>
  state === 'COMPLETED' || state === 'CANCELLED' || state === 'FAILED' || state === 'ESCALATED';

export const isWorking = (state: MissionState): boolean => WORKING.includes(state);

/** Whether a mission does not send now but may do so later: it waits, or a person may retry it. */
export const mayGoOnLater = (state: MissionState): boolean =>
  state !== 'EXECUTING' && state !== 'COMPLETED' && state !== 'CANCELLED';

const byEdge = indexTransitions(MISSION_TRANSITIONS);

/** The transition that an event makes from a state, or undefined when the table has none. */
export const nextState = (from: MissionState, event: MissionEvent): Transition | undefined =>
  byEdge.get(`${from} ${event}`);

/**
 * Checks the table: it must not have two transitions for one event, and every state must be reachable.
 * @throws Error at start that names the state or the transition.
 */
export function indexTransitions(table: readonly Transition[]): Map<string, Transition> {
  const edges = new Map<string, Transition>();
  for (const transition of table) {
    const key = `${transition.from} ${transition.event}`;
    if (edges.has(key)) throw new Error(`Two transitions for "${key}"`);
    edges.set(key, transition);
  }
  const reached = new Set<MissionState>(['QUEUED']);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { from, to } of table) {
      if (reached.has(from) && !reached.has(to)) {
        reached.add(to);
        grew = true;
      }
    }
  }
  const lost = MISSION_STATES.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`No way leads to ${lost.join(', ')}`);
  return edges;
}
