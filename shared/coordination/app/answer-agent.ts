import * as z from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, REX } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { agentMissionAnswerSchema, agentMissionBodySchema } from '../contract/outside-agent-routes.ts';
import {
  agedErrand,
  canTake,
  type Errand,
  failErrand,
  isOpen,
  renewErrand,
  settleErrand,
  takeErrand,
} from '../domain/errand.ts';
import { logNameOf, type OutsideAgent } from '../domain/outside-agent.ts';
import { errandEvent, ofErrand } from './errand-event.ts';
import type { AgentLog } from './ports/agents.ts';
import type { ErrandStore } from './ports/outside-agents.ts';
import type { OutsideWork } from './ports/outside-work.ts';

export interface AnswerAgentDeps {
  readonly errands: ErrandStore;
  readonly queue: MissionQueue;
  readonly log: Pick<AgentLog, 'add'>;
  readonly work: OutsideWork;
  readonly clock: Clock;
}

type Body = z.output<typeof agentMissionBodySchema>;
type Answer = z.input<typeof agentMissionAnswerSchema>;
type Of<A extends Body['action']> = Extract<Body, { action: A }>;

/** What an outside agent says, whose signature was verified. `request` is the id of the webhook: a repeat has it again. */
export function answerAgent(
  deps: AnswerAgentDeps,
  agent: OutsideAgent,
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

/** The oldest errand that is free. Two who take at once get two, or one gets nothing. */
async function take(
  deps: AnswerAgentDeps,
  agent: OutsideAgent,
  steps: readonly string[],
  request: string,
): Promise<Answer> {
  const may = agent.steps.filter((step) => steps.includes(step));
  const now = deps.clock.now();
  for (const errand of await deps.errands.open(agent.workspace)) {
    if (!may.includes(errand.step)) continue;
    if (!canTake(errand, request, now)) {
      await giveUp(deps, errand, now);
      continue;
    }
    try {
      const taken = takeErrand(errand, agent.id, request, now);
      return taken === errand
        ? view(deps.work, 'taken', errand)
        : view(
            deps.work,
            'taken',
            await deps.errands.save(taken, [
              errandEvent('errand.taken', taken, actorOf(agent), heldBy(taken, agent), now),
            ]),
          );
    } catch (error) {
      if (!(error instanceof RexError) || error.code !== 'VERSION_CONFLICT') throw error;
    }
  }
  return { status: 'nothing', errand: null };
}

function heartbeat(
  deps: AnswerAgentDeps,
  agent: OutsideAgent,
  { errandId, epoch }: Of<'heartbeat'>,
): Promise<Answer> {
  return retryOnConflict(async () => {
    const errand = await find(deps, agent, errandId);
    return view(
      deps.work,
      'held',
      await deps.errands.save(renewErrand(errand, agent.id, epoch, deps.clock.now()), []),
    );
  });
}

async function result(deps: AnswerAgentDeps, agent: OutsideAgent, body: Of<'result'>): Promise<Answer> {
  const settled = await retryOnConflict(async () => {
    const errand = await find(deps, agent, body.errandId);
    const parsed = deps.work[errand.step].answer.safeParse(body.result);
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
    const done = settleErrand(errand, agent.id, body.epoch, parsed.data, now);
    return done === errand
      ? errand
      : deps.errands.save(done, [errandEvent('errand.done', done, actorOf(agent), heldBy(done, agent), now)]);
  });
  await count(deps, agent, settled, settled.lease?.since);
  await goOn(deps, settled);
  return { status: 'settled', errand: null };
}

async function failure(deps: AnswerAgentDeps, agent: OutsideAgent, body: Of<'failure'>): Promise<Answer> {
  const { errandId, epoch, code } = body;
  let since = deps.clock.now().toISOString();
  const left = await retryOnConflict(async () => {
    const errand = await find(deps, agent, errandId);
    since = errand.lease?.since ?? since;
    const now = deps.clock.now();
    const failed = failErrand(errand, agent.id, epoch, body, now);
    const event =
      failed.state === 'given_up'
        ? errandEvent(
            'errand.given-up',
            failed,
            REX,
            { ...ofErrand(failed), reason: failed.reason ?? '' },
            now,
          )
        : errandEvent('errand.given-back', failed, actorOf(agent), { ...heldBy(failed, agent), code }, now);
    return deps.errands.save(failed, [event]);
  });
  await count(deps, agent, left, since, code);
  await goOn(deps, left);
  return { status: 'given_back', errand: null };
}

/** One that three agents have died over, or that is too late. */
async function giveUp(deps: AnswerAgentDeps, errand: Errand, now: Date): Promise<void> {
  const aged = agedErrand(errand, now);
  if (aged.state !== 'given_up') return;
  try {
    await deps.errands.save(aged, [
      errandEvent('errand.given-up', aged, REX, { ...ofErrand(aged), reason: aged.reason ?? '' }, now),
    ]);
  } catch (error) {
    if (!(error instanceof RexError) || error.code !== 'VERSION_CONFLICT') throw error;
  }
  await goOn(deps, aged);
}

/** The mission goes on; when this is lost, at the deadline of the errand. */
async function goOn({ queue }: AnswerAgentDeps, errand: Errand): Promise<void> {
  const { workspace, missionId, step } = errand;
  if (!isOpen(errand)) await queue.send([{ kind: 'continue-step', workspace, missionId, step }]);
}

async function find({ errands }: AnswerAgentDeps, agent: OutsideAgent, id: string): Promise<Errand> {
  const errand = await errands.get(agent.workspace, id);
  if (!errand) throw new RexError('NOT_FOUND', `There is no assignment ${id}.`);
  return errand;
}

async function count(
  { log, clock }: AnswerAgentDeps,
  agent: OutsideAgent,
  errand: Errand,
  since: string | undefined,
  error?: string,
): Promise<void> {
  const { workspace, missionId, step, epoch } = errand;
  const now = clock.now();
  await log.add({
    workspace,
    key: sha256(JSON.stringify([errand.id, epoch, agent.id])),
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

const actorOf = ({ id }: OutsideAgent): Actor => ({ kind: 'provider', id });
const heldBy = (errand: Errand, { id }: OutsideAgent) => ({
  ...ofErrand(errand),
  agentId: id,
  epoch: errand.epoch,
});

function view(
  work: OutsideWork,
  status: 'taken' | 'held',
  { id, epoch, missionId, step, lease, deadline, task }: Errand,
): Answer {
  return {
    status,
    errand: {
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
