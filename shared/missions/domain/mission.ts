import * as z from 'zod';
import { reservationSchema } from '../../domains/domain/pool.ts';
import { instantSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { EventData } from '../../kernel/contract/event-contract.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, newEvent, type RexEvent } from '../../kernel/events.ts';
import { missionEvents } from '../contract/events.ts';
import { MISSION_PARAMS, type MissionType, missionStateSchema } from '../contract/mission.ts';
import { outcomeRecordSchema, reportRecordSchema } from './report-record.ts';
import { isTerminal, type MissionEvent, nextState } from './states.ts';

const missionBaseSchema = z.object({
  workspace: workspaceIdSchema,
  id: missionIdSchema,
  version: z.number().int().min(1),
  name: z.string(),
  /** Of the workflows of its type; absent in missions of before they were named. */
  workflow: z.string().optional(),
  state: missionStateSchema,
  priority: z.number().int(),
  /** When a person wants it done: its place in the queue moves forward in time for it. */
  deadline: instantSchema.optional(),
  /** Why it is in this state, for a person. */
  reason: z.string(),
  waitingFor: z.string().optional(),
  /** The same as a word that stays as long as it waits for the same; see `Missing`. */
  waitingOn: z.string().optional(),
  /** Executions started so far; the execution's name is made of mission and attempt, so a repeat starts nothing. */
  attempt: z.number().int(),
  /** Failures of steps since the last retry by a person. */
  failures: z.number().int(),
  executionArn: z.string().optional(),
  /** Times that its execution was found gone and started anew, since it was assigned. */
  restarts: z.number().int().optional(),
  reservation: reservationSchema.optional(),
  /** The domain that a person has allocated to it: from this one or not at all. */
  domain: z.string().optional(),
  /** Its drafts have another sender than it has now: they are drafted and asked about anew before anything goes out. */
  redraft: z.boolean().optional(),
  /** The state it was in when it failed, was escalated or cancelled. */
  stoppedIn: missionStateSchema.optional(),
  approvalId: z.string().optional(),
  /** When a person last tried it again: what refused it before that does not count any more. */
  retriedAt: instantSchema.optional(),
  windowClosesAt: instantSchema.optional(),
  startedAt: instantSchema.optional(),
  report: reportRecordSchema.optional(),
  outcome: outcomeRecordSchema.optional(),
  /** How long its agents worked, when it was completed; waiting for people and the calendar is no work. */
  workedMs: z.number().optional(),
  correlationId: z.string(),
  createdAt: instantSchema,
  createdBy: z.string(),
  updatedAt: instantSchema,
});
const ofType = <const T extends MissionType, P extends z.ZodObject>(type: T, params: P) =>
  missionBaseSchema.extend({ type: z.literal(type), params });

/** The parameters are those of the type. */
export const missionSchema = z.discriminatedUnion('type', [
  ofType('lead_reactivation', MISSION_PARAMS.lead_reactivation),
  ofType('campaign_execution', MISSION_PARAMS.campaign_execution),
  ofType('icp_extraction', MISSION_PARAMS.icp_extraction),
  ofType('domain_rotation', MISSION_PARAMS.domain_rotation),
  ofType('performance_optimization', MISSION_PARAMS.performance_optimization),
  ofType('error_recovery', MISSION_PARAMS.error_recovery),
]);
export type Mission = z.infer<typeof missionSchema>;
/** Everything of a mission that may change: what it is and was asked for stays. */
export type MissionChange = Partial<z.infer<typeof missionBaseSchema>>;
/** A mission that writes to leads. */
export type OutreachMission = Extract<Mission, { type: 'lead_reactivation' | 'campaign_execution' }>;

export const isOutreach = (mission: Mission): mission is OutreachMission =>
  mission.type === 'lead_reactivation' || mission.type === 'campaign_execution';

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
    throw new RexError('CONFLICT', `A mission that is ${mission.state} cannot ${event}.`);
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
