import * as z from 'zod';
import { reservationSchema } from '../../domains/domain/pool.ts';
import { instantSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { EventData } from '../../kernel/contract/event-contract.ts';
import { unionBy } from '../../kernel/contract/union-by.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, newEvent, type RexEvent } from '../../kernel/events.ts';
import { missionEvents } from '../contract/events.ts';
import {
  isOutreach,
  MISSION_ROWS,
  MISSION_TYPES,
  type MissionType,
  missionStateSchema,
  type OutreachType,
  type ParamsOf,
} from '../contract/mission.ts';
import { outcomeRecordSchema, reportRecordSchema } from './report-record.ts';
import { DONE_BY, isDone, isTerminal, type MissionEvent, nextState } from './states.ts';

/**
 * How far the messages of a mission may go, when its list is tested by canaries first; absent when it is not. Every sender reads
 * the mission before each slice, so a stop needs no record of its own.
 */
const releaseSchema = z.object({
  /** Number of cohorts, in their order, that may send. */
  cohorts: z.number().int(),
  /** When that was decided. */
  at: instantSchema,
  /** First e-mails whose end was known then, and those of them that bounced for good. */
  settled: z.number().int(),
  bounced: z.number().int(),
  /** Nothing more goes out until a person lets it go on. */
  stopped: z.object({ at: instantSchema, explanation: z.string() }).optional(),
  /** A person let it go on: only e-mails since then count against it. */
  resumed: z.object({ at: instantSchema, by: z.string(), reason: z.string() }).optional(),
});
export type Release = z.infer<typeof releaseSchema>;

const missionBaseSchema = z.object({
  workspace: workspaceIdSchema,
  id: missionIdSchema,
  version: z.number().int().min(1),
  name: z.string(),
  /** One of the workflows of its type; absent in missions from before workflows had names. */
  workflow: z.string().optional(),
  state: missionStateSchema,
  priority: z.number().int(),
  /** When a person wants it completed. As it approaches, the mission moves ahead in the queue. */
  deadline: instantSchema.optional(),
  /** Why it is in this state, as a sentence. */
  reason: z.string(),
  waitingFor: z.string().optional(),
  /** The resource that it waits for, as a stable key; see `Missing`. */
  waitingOn: z.string().optional(),
  /** Number of executions started so far. An execution is named by mission and attempt, so a repeat starts nothing. */
  attempt: z.number().int(),
  /** Failures of steps since the last retry by a person. */
  failures: z.number().int(),
  executionArn: z.string().optional(),
  /** How often its execution was lost and restarted since it was assigned. */
  restarts: z.number().int().optional(),
  reservation: reservationSchema.optional(),
  /** The domain that a person has allocated to it: it sends from this one or not at all. */
  domain: z.string().optional(),
  /** Its drafts have an earlier sender: they are drafted again and need a new approval before anything goes out. */
  redraft: z.boolean().optional(),
  release: releaseSchema.optional(),
  /** The state it was in when it failed, was escalated or cancelled. */
  stoppedIn: missionStateSchema.optional(),
  /** How far its steps were, 0 to 100, when it failed, was escalated or cancelled. */
  progress: z.number().optional(),
  approvalId: z.string().optional(),
  /** When a person last retried it. Earlier refusals no longer count. */
  retriedAt: instantSchema.optional(),
  windowClosesAt: instantSchema.optional(),
  startedAt: instantSchema.optional(),
  report: reportRecordSchema.optional(),
  outcome: outcomeRecordSchema.optional(),
  /** Working time of its agents when it was completed, without waiting for people and the calendar. */
  workedMs: z.number().optional(),
  correlationId: z.string(),
  createdAt: instantSchema,
  createdBy: z.string(),
  updatedAt: instantSchema,
});
const ofType = <const T extends MissionType, P extends z.ZodObject>(type: T, params: P) =>
  missionBaseSchema.extend({ type: z.literal(type), params });

type Records = { [T in MissionType]: ReturnType<typeof ofType<T, ParamsOf<T>>> }[MissionType];

/** The parameters are those of the type. */
export const missionSchema = unionBy<Records>(
  'type',
  MISSION_TYPES.map((type) => ofType(type, MISSION_ROWS[type].params)),
);
export type Mission = z.infer<typeof missionSchema>;
/** The fields of a mission that may change. Its identity, type and parameters stay. */
export type MissionChange = Partial<z.infer<typeof missionBaseSchema>>;
/** A mission that writes to leads. */
export type OutreachMission = Extract<Mission, { type: OutreachType }>;

/** @throws RexError CONFLICT for a mission of a type that writes to nobody. */
export function outreachMission(mission: Mission): OutreachMission {
  if (isOutreach(mission)) return mission;
  throw new RexError('CONFLICT', `A mission of type ${mission.type} sends no messages.`);
}

export interface Change {
  readonly now: Date;
  readonly actor: Actor;
  readonly reason?: string;
}

/**
 * Moves a mission along one edge of the transition table.
 * @throws RexError CONFLICT when the table has no such edge.
 */
export function transition(
  mission: Mission,
  event: MissionEvent,
  change: Change,
): { mission: Mission; event: RexEvent } {
  const edge = nextState(mission.state, event);
  if (!edge) {
    const sentence = isDone(mission.state, event)
      ? `This mission is ${mission.state} already.`
      : `A mission that is ${mission.state} cannot be ${DONE_BY[event]}.`;
    throw new RexError('CONFLICT', sentence);
  }
  const reason = change.reason ?? edge.because;
  const next: Mission = {
    ...mission,
    state: edge.to,
    reason,
    waitingFor: undefined,
    waitingOn: undefined,
    stoppedIn: isTerminal(edge.to) && edge.to !== 'COMPLETED' ? edge.from : mission.stoppedIn,
    updatedAt: change.now.toISOString(),
  };
  return {
    mission: next,
    event: missionEvent(next, 'mission.transitioned', change, {
      from: edge.from,
      to: edge.to,
      event,
      reason,
    }),
  };
}

/** An event about a mission, numbered by the version that the mission gets when it is saved with it. */
export const missionEvent = <N extends keyof typeof missionEvents>(
  mission: Mission,
  name: N,
  { now, actor }: Change,
  data: EventData<typeof missionEvents, N>,
): RexEvent =>
  newEvent(
    missionEvents,
    name,
    {
      about: mission.id,
      sequence: mission.version + 1,
      id: `${mission.id}:${mission.version + 1}`,
      workspace: mission.workspace,
      correlationId: mission.correlationId,
      actor,
      data,
    },
    now,
  );
