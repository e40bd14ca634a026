import * as z from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, REX } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { agentMissionAnswerSchema, agentMissionBodySchema } from '../contract/external-agent-routes.ts';
import {
  type Assignment,
  agedAssignment,
  canTake,
  failAssignment,
  isOpen,
  renewAssignment,
  settleAssignment,
  takeAssignment,
} from '../domain/assignment.ts';
import { type ExternalAgent, logNameOf } from '../domain/external-agent.ts';
import { assignmentEvent, ofAssignment } from './assignment-event.ts';
import type { AgentLog } from './ports/agents.ts';
import type { AssignmentStore } from './ports/external-agents.ts';
import type { ExternalWork } from './ports/external-work.ts';

export interface AnswerAgentDeps {
  readonly assignments: AssignmentStore;
  readonly queue: MissionQueue;
  readonly log: Pick<AgentLog, 'add'>;
  readonly work: ExternalWork;
  readonly clock: Clock;
}

type Body = z.output<typeof agentMissionBodySchema>;
type Answer = z.input<typeof agentMissionAnswerSchema>;
type Of<A extends Body['action']> = Extract<Body, { action: A }>;

/** Answers a verified message of an external agent. `request` is the webhook id, which is the same in a repeat. */
export function answerAgent(
  deps: AnswerAgentDeps,
  agent: ExternalAgent,
  body: Body,
  request: string,
): Promise<Answer> {
  switch (body.action) {
    case 'take':
      return take(deps, agent, body.steps ?? agent.steps, request);
    case 'heartbeat':
      return heartbeat(deps, agent, body);
    case 'result':
      return result(deps, agent, body);
    case 'failure':
      return failure(deps, agent, body);
  }
}

/** Gives the oldest free assignment. Two agents that ask at once get different ones, or one of them gets none. */
async function take(
  deps: AnswerAgentDeps,
  agent: ExternalAgent,
  steps: readonly string[],
  request: string,
): Promise<Answer> {
  const may = agent.steps.filter((step) => steps.includes(step));
  const now = deps.clock.now();
  for (const assignment of await deps.assignments.open(agent.workspace)) {
    if (!may.includes(assignment.step)) continue;
    if (!canTake(assignment, agent.id, request, now)) {
      await giveUp(deps, assignment, now);
      continue;
    }
    try {
      const taken = takeAssignment(assignment, agent.id, request, now);
      return taken === assignment
        ? view(deps.work, 'taken', assignment)
        : view(
            deps.work,
            'taken',
            await deps.assignments.save(taken, [
              assignmentEvent('assignment.taken', taken, actorOf(agent), heldBy(taken, agent), now),
            ]),
          );
    } catch (error) {
      if (!(error instanceof RexError) || error.code !== 'VERSION_CONFLICT') throw error;
    }
  }
  return { status: 'nothing', assignment: null };
}

function heartbeat(
  deps: AnswerAgentDeps,
  agent: ExternalAgent,
  { assignmentId, epoch }: Of<'heartbeat'>,
): Promise<Answer> {
  return retryOnConflict(async () => {
    const assignment = await find(deps, agent, assignmentId);
    return view(
      deps.work,
      'held',
      await deps.assignments.save(renewAssignment(assignment, agent.id, epoch, deps.clock.now()), []),
    );
  });
}

async function result(deps: AnswerAgentDeps, agent: ExternalAgent, body: Of<'result'>): Promise<Answer> {
  const settled = await retryOnConflict(async () => {
    const assignment = await find(deps, agent, body.assignmentId);
    const parsed = deps.work[assignment.step].answer.safeParse(body.result);
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path, message }) => ({
        path: ['body', 'result', ...path.map(String)].join('.'),
        message,
      }));
      throw new RexError('VALIDATION_FAILED', 'The result does not match the schema of the assignment.', {
        fields,
      });
    }
    const now = deps.clock.now();
    const done = settleAssignment(assignment, agent.id, body.epoch, parsed.data, now);
    return done === assignment
      ? assignment
      : deps.assignments.save(done, [
          assignmentEvent('assignment.done', done, actorOf(agent), heldBy(done, agent), now),
        ]);
  });
  await count(deps, agent, settled, settled.lease?.since);
  await goOn(deps, settled);
  return { status: 'settled', assignment: null };
}

async function failure(deps: AnswerAgentDeps, agent: ExternalAgent, body: Of<'failure'>): Promise<Answer> {
  const { assignmentId, epoch, code } = body;
  let since = deps.clock.now().toISOString();
  const left = await retryOnConflict(async () => {
    const assignment = await find(deps, agent, assignmentId);
    since = assignment.lease?.since ?? since;
    const now = deps.clock.now();
    const failed = failAssignment(assignment, agent.id, epoch, body, now);
    const event =
      failed.state === 'given_up'
        ? assignmentEvent(
            'assignment.given-up',
            failed,
            REX,
            { ...ofAssignment(failed), reason: failed.reason ?? '' },
            now,
          )
        : assignmentEvent(
            'assignment.given-back',
            failed,
            actorOf(agent),
            { ...heldBy(failed, agent), code },
            now,
          );
    return deps.assignments.save(failed, [event]);
  });
  await count(deps, agent, left, since, code);
  await goOn(deps, left);
  return { status: 'given_back', assignment: null };
}

/** Gives up an assignment that three agents took without success, or whose deadline is over. */
async function giveUp(deps: AnswerAgentDeps, assignment: Assignment, now: Date): Promise<void> {
  const aged = agedAssignment(assignment, now);
  if (aged.state !== 'given_up') return;
  try {
    await deps.assignments.save(aged, [
      assignmentEvent(
        'assignment.given-up',
        aged,
        REX,
        { ...ofAssignment(aged), reason: aged.reason ?? '' },
        now,
      ),
    ]);
  } catch (error) {
    if (!(error instanceof RexError) || error.code !== 'VERSION_CONFLICT') throw error;
  }
  await goOn(deps, aged);
}

/** Continues the mission. If this message is lost, it continues at the deadline of the assignment. */
async function goOn({ queue }: AnswerAgentDeps, assignment: Assignment): Promise<void> {
  const { workspace, missionId, step } = assignment;
  if (!isOpen(assignment)) await queue.send([{ kind: 'continue-step', workspace, missionId, step }]);
}

async function find({ assignments }: AnswerAgentDeps, agent: ExternalAgent, id: string): Promise<Assignment> {
  const assignment = await assignments.get(agent.workspace, id);
  if (!assignment) throw new RexError('NOT_FOUND', `There is no assignment ${id}.`);
  return assignment;
}

async function count(
  { log, clock }: AnswerAgentDeps,
  agent: ExternalAgent,
  assignment: Assignment,
  since: string | undefined,
  error?: string,
): Promise<void> {
  const { workspace, missionId, step, epoch } = assignment;
  const now = clock.now();
  await log.add({
    workspace,
    key: sha256(JSON.stringify([assignment.id, epoch, agent.id])),
    agent: logNameOf(agent),
    version: agent.agentVersion,
    missionId,
    step,
    outcome: error === undefined ? 'done' : 'failed',
    error,
    at: now.toISOString(),
    durationMs: since === undefined ? 0 : now.getTime() - Date.parse(since),
  });
}

const actorOf = ({ id }: ExternalAgent): Actor => ({ kind: 'provider', id });
const heldBy = (assignment: Assignment, { id }: ExternalAgent) => ({
  ...ofAssignment(assignment),
  agentId: id,
  epoch: assignment.epoch,
});

function view(
  work: ExternalWork,
  status: 'taken' | 'held',
  { id, epoch, missionId, step, lease, deadline, task }: Assignment,
): Answer {
  return {
    status,
    assignment: {
      id,
      epoch,
      missionId,
      step,
      leaseUntil: lease?.until ?? deadline,
      deadline,
      task,
      answerSchema: z.toJSONSchema(work[step].answer),
    },
  };
}
