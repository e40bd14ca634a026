import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/kernel/ids.ts';
import { releasedContent } from '../../shared/lords/aesthete/app/released-content.ts';
import { failStalledSteps } from '../../shared/missions/app/fail-stalled-steps.ts';
import { expectParts, finishPart, openStep } from '../../shared/missions/app/mission-steps.ts';
import { sweepMissions } from '../../shared/missions/app/sweep-missions.ts';
import type { MissionMessage } from '../../shared/missions/contract/messages.ts';
import { leadReactivationParamsSchema } from '../../shared/missions/contract/mission.ts';
import type { Mission } from '../../shared/missions/domain/mission.ts';
import { decideApproval, settleApproval } from '../../shared/review/app/decide-approval.ts';
import { approvalHooks, overdueHook, sendingHooks } from '../../shared/review/app/mission-hooks.ts';
import { startApproval } from '../../shared/review/app/start-approval.ts';
import { seatStores } from '../../shared/seats/adapters/stores.ts';
import { startTestAws, type TestAws } from '../support/aws.ts';
import { stores } from '../support/stores.ts';

const START = new Date('2026-03-02T09:00:00Z');
const HOUR = 3_600_000;
const LEAD = { leadId: 'l_0', variant: 'A', messages: ['hash'] };

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws?.stop());

/** Approval, steps and sweep over a real database; the state machine is what the tokens say to it. */
function world() {
  const real = stores(aws);
  const { missions, cohorts } = real;
  const told: string[] = [];
  const queued: MissionMessage[] = [];
  let now = START;
  let dies = false;
  const answer = async (line: string): Promise<boolean> => {
    if (dies) throw new Error('the process dies here');
    told.push(line);
    return true;
  };
  const ports = {
    released: releasedContent(seatStores(aws, 'aesthete').works),
    ...real,
    tokens: {
      succeed: (token: string) => answer(`${token} succeeds`),
      fail: (token: string, error: string) => answer(`${token} fails: ${error}`),
    },
    wake: { at: async () => undefined },
    answerQueue: { send: async () => undefined },
    taskQueue: { send: async () => undefined },
    queue: { send: async (messages: readonly MissionMessage[]) => void queued.push(...messages) },
    outbound: { send: async () => undefined },
    machine: { start: async () => 'arn', isRunning: async () => true, stop: async () => undefined },
    clock: { now: () => now },
  };
  const deps = {
    ...ports,
    hooks: { ...approvalHooks(ports), ...sendingHooks(ports), ...overdueHook(ports) },
  };
  const mission: Mission = {
    workspace: `w${Math.floor(performance.now() * 1000)}`.slice(0, 15),
    id: newId('m', START),
    version: 1,
    type: 'lead_reactivation',
    name: 'a mission',
    state: 'EXECUTING',
    priority: 50,
    params: leadReactivationParamsSchema.parse({}),
    reason: 'for the test',
    attempt: 1,
    failures: 0,
    executionArn: 'arn',
    correlationId: 'c',
    createdAt: START.toISOString(),
    createdBy: 'somebody',
    updatedAt: START.toISOString(),
  };
  const current = async (): Promise<Mission> =>
    (await missions.get(mission.workspace, mission.id)) as Mission;
  return {
    deps,
    told,
    queued,
    current,
    ref: (name: string) => ({ workspace: mission.workspace, missionId: mission.id, name }),
    /** Whatever asks the state machine now gets no answer any more. */
    dying: async (work: Promise<unknown>): Promise<void> => {
      dies = true;
      await expect(work).rejects.toThrow('the process dies here');
      dies = false;
    },
    pass: (ms: number): void => {
      now = new Date(now.getTime() + ms);
    },
    create: async (): Promise<void> => {
      await missions.create(mission, {});
      await cohorts.putDrafts(mission.workspace, mission.id, { cohort: 'c', version: 1, leads: [LEAD] });
    },
    /** What an execution does at the approval step, under a token of its own. */
    runApprovalStep: async (token: string): Promise<string> => {
      const at = { workspace: mission.workspace, missionId: mission.id, name: 'approve' };
      const step = await openStep(deps, at, token);
      await startApproval(deps, await current(), step);
      return String((await current()).approvalId);
    },
  };
}

describe('a decision whose process died before it reached the mission', () => {
  let rex: ReturnType<typeof world>;
  let asked: { workspace: string; id: string; subject: string; correlationId: string };
  beforeEach(async () => {
    rex = world();
    await rex.create();
    const id = await rex.runApprovalStep('first');
    asked = { workspace: rex.ref('').workspace, id, subject: 'ann', correlationId: 'r' };
  });
  const approve = async () => {
    const approval = await rex.deps.approvals.get(asked.workspace, asked.id);
    return decideApproval(rex.deps, { ...asked, outcome: 'approved', digest: String(approval?.digest) });
  };
  const reject = () => decideApproval(rex.deps, { ...asked, outcome: 'rejected', reason: 'not now' });

  it('is delivered when the same person repeats it; any other decision is refused', async () => {
    await rex.dying(approve());
    await expect(reject()).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      decideApproval(rex.deps, { ...asked, subject: 'bob', outcome: 'approved', digest: 'another' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(rex.told).toEqual([]);
    await approve();
    expect(rex.told).toEqual(['first succeeds']);
  });

  it.each([
    ['a yes', approve, 'first succeeds'],
    ['a no', reject, 'first fails: Rex.Rejected'],
  ])('is delivered by the sweep: %s', async (_, decideIt, line) => {
    const { workspace, missionId } = rex.ref('approve');
    await sweepMissions(rex.deps);
    expect(rex.queued.filter((message) => 'missionId' in message && message.missionId === missionId)).toEqual(
      [],
    );
    await rex.dying(decideIt());
    await sweepMissions(rex.deps);
    expect(rex.queued).toContainEqual({ kind: 'settle-approval', workspace, missionId });
    await settleApproval(rex.deps, workspace, missionId);
    expect(rex.told).toEqual([line]);
  });

  it('stays a no when another execution takes over, until a person retries the mission', async () => {
    await rex.dying(reject());
    expect(await rex.runApprovalStep('second')).toBe(asked.id);
    expect(rex.told).toEqual(['second fails: Rex.Rejected']);
    rex.pass(1000);
    await rex.deps.missions.save({ ...(await rex.current()), retriedAt: rex.deps.clock.now().toISOString() });
    expect(await rex.runApprovalStep('third')).not.toBe(asked.id);
    expect(rex.told).toHaveLength(1);
  });
});

describe('a step that has lost a part', () => {
  it('fails an hour after its last part came in, and not before', async () => {
    const rex = world();
    await rex.create();
    const ref = rex.ref('score');
    await openStep(rex.deps, ref, 'token');
    await expectParts(rex.deps, ref, 2);
    rex.pass(0.9 * HOUR);
    await finishPart(rex.deps, ref, 'page 1');
    rex.pass(0.9 * HOUR);
    const stalled = { kind: 'fail-stalled-steps', workspace: ref.workspace, missionId: ref.missionId };
    await sweepMissions(rex.deps);
    expect(rex.queued).not.toContainEqual(stalled);
    rex.pass(0.2 * HOUR);
    await sweepMissions(rex.deps);
    expect(rex.queued).toContainEqual(stalled);
    await failStalledSteps(rex.deps, ref.workspace, ref.missionId);
    expect(rex.told).toEqual(['token fails: Rex.Stalled']);
  });

  it('does not fail while it waits for a person or for the calendar', async () => {
    const rex = world();
    await rex.create();
    for (const name of ['approve', 'outreach']) {
      await openStep(rex.deps, rex.ref(name), name);
      await expectParts(rex.deps, rex.ref(name), 1, name === 'approve' ? { state: 'waiting' } : {});
    }
    rex.pass(100 * HOUR);
    await failStalledSteps(rex.deps, rex.ref('').workspace, rex.ref('').missionId);
    expect(rex.told).toEqual([]);
  });
});
