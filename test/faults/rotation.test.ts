import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rotateDomain } from '../../shared/allocation/app/rotate-domain.ts';
import { POLICY_VERSION } from '../../shared/content/domain/policy.ts';
import { holdersOf } from '../../shared/domains/domain/reserve.ts';
import { addDomain } from '../../shared/domains/domain/sending-domain.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { planMission } from '../../shared/missions/app/plan-mission.ts';
import type { Mission } from '../../shared/missions/domain/mission.ts';
import { startTestAws, type TestAws } from '../support/aws.ts';
import { type DispatchWorld, dispatchWorld } from '../support/dispatch-world.ts';

const START = new Date('2026-03-02T09:00:00Z');
const NEXT = 'second.acme.example';
const COHORT = 'none-0001';

let aws: TestAws;
beforeEach(async () => {
  aws = await startTestAws();
});
afterEach(() => aws?.stop());

let named = 0;

/** A mission in the middle of its sequence: approved, its cohort awake. */
async function sendingMission(): Promise<{ world: DispatchWorld; mission: Mission }> {
  const world = await dispatchWorld(aws, START);
  const workspace = `r${named++}`;
  await world.openWorkspace(workspace);
  const { id } = await world.createMission(workspace);
  await world.deliver(world.safe, { kind: 'dispatch', workspace, missionId: id });
  await world.plan(await world.get({ workspace, id }));
  const { missions, contents, cohorts, approvals, pools } = world.safe;
  const ref = { workspace, missionId: id };
  await contents.put(workspace, id, {
    version: 1,
    source: 'built-in',
    notes: [],
    templates: [],
    brand: {
      brandName: 'Acme',
      senderName: 'Ann',
      postalAddress: '1 Main Street',
      website: 'https://acme.test',
    },
    brandObservedOn: '2026-03-02',
    from: { name: 'Ann', address: `hello@mail.${workspace}.example` },
    replyDomain: `reply.mail.${workspace}.example`,
  });
  await cohorts.putDrafts(workspace, id, {
    cohort: COHORT,
    version: 1,
    leads: [{ leadId: 'l_0', variant: 'A', messages: ['hash'] }],
  });
  await cohorts.create({
    ...ref,
    id: COHORT,
    version: 1,
    timeZone: 'none',
    size: 1,
    state: 'active',
    epoch: 0,
    counts: {},
    lostContacts: {},
    blocked: { l_1: { code: 'NOT_APPROVED', step: 1 }, l_2: { code: 'SUPPRESSED', step: 1 } },
  });
  const approvalId = newId('a', START);
  const at = START.toISOString();
  await approvals.create(
    {
      ...ref,
      id: approvalId,
      version: 1,
      state: 'approved',
      digest: 'd',
      subject: 'messages',
      policyVersion: POLICY_VERSION,
      cohorts: {},
      recipients: 1,
      messages: 1,
      blockedDrafts: {},
      createdAt: at,
      expiresAt: at,
    },
    [],
  );
  for (const name of ['draft', 'approve', 'outreach']) {
    const step = { ...ref, name, version: 1, total: 1, done: ['x'], token: 't', result: {}, failures: 0 };
    await missions.createStep({ ...step, state: 'done', startedAt: at });
  }
  const mission = await missions.save({ ...(await world.get({ workspace, id })), approvalId });
  const pool = await world.pool(workspace);
  const second = { domain: NEXT, tier: 'prewarmed', targetPerDay: 100 } as const;
  await pools.save(addDomain(pool, second, START, { state: 'verified', challenge: '' }), 'version');
  return { world, mission };
}

const rotate = (deps: DispatchWorld['safe'], { workspace }: Mission) =>
  rotateDomain(deps, {
    workspace,
    domain: `mail.${workspace}.example`,
    cause: { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' },
    reason: 'for the test',
  });

async function expectMoved(world: DispatchWorld, before: Mission): Promise<void> {
  const { workspace, id } = before;
  const mission = await world.get(before);
  expect(mission).toMatchObject({
    state: 'EXECUTING',
    reservation: { domain: NEXT },
    attempt: before.attempt + 1,
  });
  expect(mission.redraft).toBeUndefined();
  expect(mission.executionArn).toBe(`${id}-${mission.attempt}`);
  const pool = await world.pool(workspace);
  expect(pool.domains.map(({ domain, holders }) => [domain, holders.length])).toEqual([
    [`mail.${workspace}.example`, 0],
    [NEXT, 1],
  ]);
  expect(holdersOf(pool).get(id)?.epoch).toBe(mission.reservation?.epoch);
  const { missions, contents, cohorts, approvals } = world.safe;
  expect((await contents.get(workspace, id))?.from.address).toBe(`hello@${NEXT}`);
  expect((await cohorts.getDrafts(workspace, id, COHORT))?.leads).toMatchObject([{ messages: [] }]);
  expect((await approvals.get(workspace, String(before.approvalId)))?.state).toBe('void');
  // Who left stays out; who was only kept back by the old approval is looked at again.
  expect(await cohorts.get(workspace, id, COHORT)).toMatchObject({
    state: 'drafted',
    blocked: { l_2: { code: 'SUPPRESSED', step: 1 } },
  });
  for (const step of await missions.steps(workspace, id)) {
    expect(step).toMatchObject({ state: 'running', total: -1, done: [] });
  }
}

describe('a rotation', () => {
  it('that dies at any of its calls is completed by a repeated request', async () => {
    for (let livesFor = 0; ; livesFor++) {
      const { world, mission } = await sendingMission();
      const died = await world.died(rotate(world.worker(livesFor), mission));
      await rotate(world.safe, mission);
      await world.sweep();
      await world.settle();
      await world.plan(await world.get(mission));
      await expectMoved(world, mission);
      if (!died) return;
    }
  });

  it('still withdraws the drafts when its first step dies at any of its calls', async () => {
    for (let livesFor = 0; ; livesFor++) {
      const { world, mission } = await sendingMission();
      await rotate(world.safe, mission);
      await world.settle();
      const { workspace, id, attempt } = await world.get(mission);
      const input = { workspace, missionId: id, attempt };
      const died = await world.died(planMission(world.worker(livesFor), input));
      expect(await planMission(world.safe, input)).toMatchObject({ next: 'run' });
      await expectMoved(world, mission);
      if (!died) return;
    }
  });
});
