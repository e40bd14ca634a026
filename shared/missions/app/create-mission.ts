import type { z } from 'zod';
import type { Decision } from '../../decisions/domain/decision.ts';
import { type Clock, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { newId } from '../../kernel/ids.ts';
import { checkIdempotencyKey } from '../../platform/idempotency-key.ts';
import { isOutreach, type WorkflowName } from '../contract/mission.ts';
import type { createMissionBodySchema } from '../contract/routes.ts';
import { type Mission, missionEvent, missionSchema } from '../domain/mission.ts';
import type { MissionStore } from './ports/missions.ts';
import type { MissionQueue } from './ports/queues.ts';

export interface CreateMissionDeps {
  readonly missions: MissionStore;
  readonly queue: MissionQueue;
  readonly clock: Clock;
}

export interface CreateMission {
  readonly workspace: string;
  readonly actor: Actor;
  readonly body: z.infer<typeof createMissionBodySchema>;
  readonly idempotencyKey: string | undefined;
  readonly correlationId: string;
  /** The decision by which Rex created the mission by itself; it is stored with the mission. */
  readonly decision?: Decision;
}

/**
 * Stores the mission, then requests its dispatch. After a death in between, the sweep dispatches every queued mission.
 */
export async function createMission(deps: CreateMissionDeps, input: CreateMission): Promise<Mission> {
  const { body, workspace } = input;
  const idempotencyKey = checkIdempotencyKey(input.idempotencyKey);
  const now = deps.clock.now();
  const today = utcDay(now);
  if (body.deadline && body.deadline <= now.toISOString()) {
    throw new RexError('VALIDATION_FAILED', 'The deadline is in the past.', {
      fields: [{ path: 'body.deadline', message: `must be after ${now.toISOString()}` }],
    });
  }
  checkAutomation(body);
  const mission: Mission = typed(body, today, {
    workspace,
    id: newId('m', now),
    version: 1,
    workflow: body.workflow,
    name: body.name ?? `${capitalised(body.workflow)} of ${today}`,
    state: 'QUEUED',
    priority: body.priority,
    deadline: body.deadline,
    reason: 'Created; waits to be assigned.',
    attempt: 0,
    failures: 0,
    correlationId: input.correlationId,
    createdAt: now.toISOString(),
    createdBy: input.actor.id,
    updatedAt: now.toISOString(),
  });
  const created = await deps.missions.create(
    mission,
    {
      events: [
        missionEvent(
          { ...mission, version: 0 },
          'mission.created',
          { now, actor: input.actor },
          {
            type: mission.type,
            workflow: body.workflow,
            priority: mission.priority,
            deadline: mission.deadline,
            params: mission.params,
          },
        ),
      ],
      decisions: input.decision ? [{ ...input.decision, subject: mission.id }] : [],
    },
    idempotencyKey === undefined
      ? undefined
      : { key: idempotencyKey, requestHash: sha256(JSON.stringify(body)) },
  );
  if (created.state === 'QUEUED') {
    await deps.queue.send([{ kind: 'dispatch', workspace, missionId: created.id }]);
  }
  return created;
}

type Body = CreateMission['body'];

const AUTOMATED: WorkflowName = 'automated_outreach';

/** Type and parameters, which belong together. The default as-of date is today. */
function typed(body: Body, today: string, rest: Omit<Mission, 'type' | 'params'>): Mission {
  const { type, params } = body;
  return missionSchema.parse({
    ...rest,
    type,
    params: isOutreach(body) ? { ...params, asOf: readAsOf(body.params, today) } : params,
  });
}

/** The workflow that asks an automation and the automation belong together. */
function checkAutomation({ workflow, params }: Body): void {
  const named = 'automation' in params && params.automation !== undefined;
  const asks = workflow === AUTOMATED;
  if (named === asks) return;
  const message = asks
    ? `is needed by the workflow ${AUTOMATED}`
    : `is asked by the workflow ${AUTOMATED} alone`;
  throw new RexError('VALIDATION_FAILED', `Not valid: body.params.automation ${message}.`, {
    fields: [{ path: 'body.params.automation', message }],
  });
}

function readAsOf({ asOf = '' }: { readonly asOf?: string | undefined }, today: string): string {
  if (asOf <= today) return asOf || today;
  throw new RexError(
    'VALIDATION_FAILED',
    'The as-of date is in the future: purchase history can only be read up to today.',
    {
      fields: [{ path: 'body.params.asOf', message: `must not be after ${today}` }],
    },
  );
}

const capitalised = (name: string): string => {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
