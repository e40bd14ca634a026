import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { HOUR, MINUTE } from '../../kernel/clock.ts';
import { createMissionBodySchema } from '../contract/routes.ts';
import { type CancelDeps, cancelMission } from './cancel-mission.ts';
import { completeMission } from './complete-mission.ts';
import { createMission } from './create-mission.ts';
import { assignWaiting, dispatchMission } from './dispatch-mission.ts';
import { keepReservation } from './keep-reservation.ts';
import { recoverMission } from './recover-mission.ts';
import { releaseAbandoned } from './release-abandoned.ts';
import { retryMission } from './retry-mission.ts';

const ANN = { kind: 'user', id: 'ann' } as const;
const body = (change: object = {}) => createMissionBodySchema.parse({ type: 'lead_reactivation', ...change });
const asked = (change: object = {}) => ({
  workspace: WORKSPACE,
  actor: ANN,
  body: body(),
  idempotencyKey: undefined as string | undefined,
  correlationId: 'c-1',
  ...change,
});

/** A workspace with a domain, whose mission works. */
async function atWork() {
  const rex = openRex();
  await rex.openWorkspace();
  await rex.addDomains('mail.acme.example');
  const { id } = await rex.mission();
  await dispatchMission(rex.ports, WORKSPACE, id);
  return { ...rex, id };
}
type AtWork = Awaited<ReturnType<typeof atWork>>;

const move = async (rex: AtWork, state: 'EXECUTING' | 'OPTIMIZING', change: object = {}) =>
  rex.ports.missions.save({ ...(await rex.read(rex.id)), state, ...change });
const holders = async ({ ports }: Pick<AtWork, 'ports'>) => {
  const pool = await ports.pools.get(WORKSPACE);
  return [...(pool?.crews ?? []), ...(pool?.domains ?? [])].flatMap((each) =>
    each.holders.map(({ missionId }) => missionId),
  );
};

describe('createMission', () => {
  it('stores the mission with its event and requests its dispatch', async () => {
    const rex = openRex();
    const mission = await createMission(rex.ports, asked());
    expect(await rex.read(mission.id)).toMatchObject({
      state: 'QUEUED',
      name: 'Lead reactivation of 2026-03-05',
      createdBy: 'ann',
      params: { asOf: '2026-03-05', steps: 6 },
    });
    expect(rex.told()).toMatchObject([
      { name: 'mission.created', sequence: 1, actor: ANN, correlationId: 'c-1' },
    ]);
    expect(rex.asked.queue).toEqual([{ kind: 'dispatch', workspace: WORKSPACE, missionId: mission.id }]);
  });

  it('creates one mission per idempotency key, and refuses a different request with the same key', async () => {
    const rex = openRex();
    const again = asked({ idempotencyKey: 'spring-1' });
    const [first, second] = [await createMission(rex.ports, again), await createMission(rex.ports, again)];
    expect(second.id).toBe(first.id);
    expect(rex.told()).toHaveLength(1);
    await expect(createMission(rex.ports, { ...again, body: body({ priority: 9 }) })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
      fields: [{ path: 'headers.idempotency-key' }],
    });
    expect(await rex.ports.missions.countByState(WORKSPACE)).toEqual({ QUEUED: 1 });
  });

  it.each([
    ['a key that no header may hold', { idempotencyKey: 'a\nb' }, 'headers.idempotency-key'],
    ['a deadline that is over', { body: body({ deadline: '2026-03-05T12:00:00.000Z' }) }, 'body.deadline'],
    ['purchases of tomorrow', { body: body({ params: { asOf: '2026-03-06' } }) }, 'body.params.asOf'],
  ])('refuses %s, names the field, and changes nothing', async (_, change, path) => {
    const rex = openRex();
    await expect(createMission(rex.ports, asked(change))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path }],
    });
    expect(rex.records()).toEqual([]);
    expect(rex.asked.queue).toEqual([]);
  });
});

describe('dispatchMission', () => {
  it('reserves, assigns and starts one execution, however often it is called', async () => {
    const rex = await atWork();
    await dispatchMission(rex.ports, WORKSPACE, rex.id);
    expect(await rex.read(rex.id)).toMatchObject({
      state: 'ASSIGNED',
      attempt: 1,
      executionArn: `${rex.id}-1`,
      reservation: { domain: 'mail.acme.example' },
    });
    expect(rex.asked.started).toEqual([`${rex.id}-1`]);
    expect(await holders(rex)).toEqual([rex.id, rex.id]);
  });

  it('starts a mission whose dispatcher died after the assignment', async () => {
    const rex = await atWork();
    rex.asked.started.length = 0;
    await rex.ports.machine.stop(`${rex.id}-1`);
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), executionArn: undefined });
    await dispatchMission(rex.ports, WORKSPACE, rex.id);
    expect(rex.asked.started).toEqual([`${rex.id}-1`]);
    expect(await rex.read(rex.id)).toMatchObject({ attempt: 1, executionArn: `${rex.id}-1` });
  });

  it.each([
    ['while nobody has settings', async () => openRex()],
    [
      'while the workspace is paused',
      async () => {
        const rex = openRex();
        await rex.openWorkspace({ paused: true });
        await rex.addDomains('mail.acme.example');
        return rex;
      },
    ],
    [
      'without a sending domain',
      async () => {
        const rex = openRex();
        await rex.openWorkspace();
        return rex;
      },
    ],
  ])('lets it wait, says for what, and holds nothing: %s', async (_, open) => {
    const rex = await open();
    const { id } = await rex.mission();
    await dispatchMission(rex.ports, WORKSPACE, id);
    const waiting = await rex.read(id);
    expect(waiting).toMatchObject({ state: 'QUEUED', attempt: 0 });
    expect(waiting.waitingFor).toMatch(/\w+\.$/);
    expect(await holders(rex)).toEqual([]);
    expect(rex.asked.started).toEqual([]);
    await dispatchMission(rex.ports, WORKSPACE, id);
    expect((await rex.read(id)).version, 'is not written again for the same reason').toBe(waiting.version);
  });

  it('does nothing for a missing or ended mission', async () => {
    const rex = openRex();
    await rex.openWorkspace();
    await rex.addDomains('mail.acme.example');
    const { id } = await rex.mission({ state: 'CANCELLED' });
    await dispatchMission(rex.ports, WORKSPACE, id);
    await dispatchMission(rex.ports, WORKSPACE, `m_${'9'.repeat(26)}`);
    expect(rex.asked.started).toEqual([]);
  });
});

describe('assignWaiting', () => {
  it('assigns the mission of the highest priority, and raises the priority of one that has waited too long', async () => {
    const rex = openRex();
    await rex.openWorkspace();
    const old = await rex.mission({ priority: 10 });
    rex.pass(25 * HOUR);
    await assignWaiting(rex.ports, WORKSPACE);
    expect(await rex.read(old.id)).toMatchObject({ priority: 90, state: 'QUEUED' });
    expect(rex.told().map(({ name }) => name)).toEqual(['mission.boosted']);
    const [urgent, usual] = [await rex.mission({ priority: 100 }), await rex.mission({ priority: 50 })];
    await rex.addDomains('mail.acme.example');
    await assignWaiting(rex.ports, WORKSPACE);
    const states = await Promise.all([urgent, old, usual].map(async ({ id }) => (await rex.read(id)).state));
    expect(states).toEqual(states.toSorted((a, b) => (a === b ? 0 : a === 'ASSIGNED' ? -1 : 1)));
    expect(states[0]).toBe('ASSIGNED');
  });
});

describe('cancelMission', () => {
  const cancel = (rex: AtWork) =>
    cancelMission(rex.ports as CancelDeps, {
      workspace: WORKSPACE,
      missionId: rex.id,
      subject: 'ann',
      reason: 'Wrong offer.',
    });

  it('stops the execution, withdraws its open work, releases its resources, and dispatches the next mission', async () => {
    const rex = await atWork();
    await move(rex, 'EXECUTING');
    await rex.step(rex.id, 'approve');
    rex.asked.queue.length = 0;
    expect(await cancel(rex)).toMatchObject({ state: 'CANCELLED', reason: 'Wrong offer.' });
    expect(rex.asked).toMatchObject({
      stopped: [`${rex.id}-1`],
      takenBack: [`approval of ${rex.id}`],
      queue: [{ kind: 'dispatch-next', workspace: WORKSPACE }],
    });
    expect(await holders(rex)).toEqual([]);
    expect((await rex.read(rex.id)).stoppedIn).toBe('EXECUTING');
  });

  it('withdraws nothing that was not begun, and refuses an ended mission', async () => {
    const rex = await atWork();
    await cancel(rex);
    expect(rex.asked.takenBack).toEqual([]);
    const before = rex.records();
    await expect(cancel(rex)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This mission is CANCELLED already.',
    });
    await expect(cancel({ ...rex, id: `m_${'9'.repeat(26)}` })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rex.records()).toEqual(before);
  });

  it('retries on a concurrent write of the mission', async () => {
    const rex = await atWork();
    const { missions } = rex.ports;
    let isFirst = true;
    const late = {
      ...rex.ports,
      missions: Object.assign(Object.create(missions), {
        async get(workspace: string, id: string) {
          const read = await missions.get(workspace, id);
          if (isFirst && read) await missions.save(read);
          isFirst = false;
          return read;
        },
      }) as typeof missions,
    };
    await cancelMission(late as CancelDeps, {
      workspace: WORKSPACE,
      missionId: rex.id,
      subject: 'ann',
      reason: 'r',
    });
    expect((await rex.read(rex.id)).state).toBe('CANCELLED');
    expect(rex.told().filter(({ data }) => data['event'] === 'cancel')).toHaveLength(1);
  });
});

describe('retryMission', () => {
  const retry = (rex: AtWork) =>
    retryMission(rex.ports, { workspace: WORKSPACE, missionId: rex.id, subject: 'ann' });

  it('puts a failed mission back into the queue, resets its failures and keeps its work', async () => {
    const rex = await atWork();
    await move(rex, 'EXECUTING');
    await rex.step(rex.id, 'score', { state: 'done' });
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), state: 'FAILED', failures: 3 });
    rex.asked.queue.length = 0;
    expect(await retry(rex)).toMatchObject({
      state: 'QUEUED',
      failures: 0,
      retriedAt: '2026-03-05T12:00:00.000Z',
    });
    expect(await rex.ports.missions.getStep(WORKSPACE, rex.id, 'score')).toMatchObject({ state: 'done' });
    expect(rex.asked.queue).toEqual([{ kind: 'dispatch', workspace: WORKSPACE, missionId: rex.id }]);
    await dispatchMission(rex.ports, WORKSPACE, rex.id);
    expect(await rex.read(rex.id)).toMatchObject({ state: 'ASSIGNED', attempt: 2 });
  });

  it('refuses a mission that is running', async () => {
    const rex = await atWork();
    await expect(retry(rex)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(rex.asked.queue).toEqual([]);
  });
});

describe('completeMission', () => {
  const COUNTS =
    'drafted approved sent delivered bounced complained opened clicked replied unsubscribed blocked unknown rejected';
  const messages = {
    ...Object.fromEntries(COUNTS.split(' ').map((name) => [name, 0])),
    blockedBy: {},
    rejectedFor: {},
  };
  const report = (change: object) => ({
    report: {
      audience: { leads: 1, selected: 1, emailed: 1, holdout: 0, excluded: {} },
      messages: { ...messages, ...change },
      ab: null,
      incremental: null,
      recommendations: [],
      model: null,
    },
  });
  const complete = (rex: AtWork, attempt = 1) =>
    completeMission(rex.ports, { workspace: WORKSPACE, missionId: rex.id, attempt });

  it('ends the mission once: a repeat or a superseded execution changes nothing', async () => {
    const rex = await atWork();
    await move(rex, 'OPTIMIZING', report({ sent: 1 }));
    await complete(rex, 2);
    expect((await rex.read(rex.id)).state).toBe('OPTIMIZING');
    await complete(rex);
    await complete(rex);
    expect(await rex.read(rex.id)).toMatchObject({
      state: 'COMPLETED',
      outcome: { criteria: expect.any(Array) },
    });
    expect(await holders(rex)).toEqual([]);
    expect(await rex.ports.analytics.ended(WORKSPACE, 9)).toMatchObject([
      { missionId: rex.id, state: 'COMPLETED' },
    ]);
    expect(rex.asked.queue.filter(({ kind }) => kind === 'dispatch-next')).toHaveLength(1);
  });

  it('fails the mission when nothing could be sent, and raises an alert with the cause', async () => {
    const rex = await atWork();
    await move(
      rex,
      'OPTIMIZING',
      report({ rejected: 2, rejectedFor: { 'The address is not verified.': 2 } }),
    );
    await complete(rex);
    expect(await rex.read(rex.id)).toMatchObject({ state: 'FAILED' });
    const { alerts } = await rex.ports.alerts.list(WORKSPACE, { limit: 9 });
    expect(alerts).toMatchObject([
      { type: 'mission.failed', severity: 'critical', evidence: { missionId: rex.id } },
    ]);
    expect(alerts[0]?.message).toContain('2 of them: The address is not verified.');
  });
});

describe('recoverMission', () => {
  const recover = (rex: AtWork, name: string, attempt = 1) =>
    recoverMission(rex.ports, {
      workspace: WORKSPACE,
      missionId: rex.id,
      attempt,
      step: 'score',
      error: { Error: name, Cause: 'It broke.' },
    });

  it('retries a transient failure with a delay, and escalates the mission after the last try', async () => {
    const rex = await atWork();
    await move(rex, 'EXECUTING');
    await rex.step(rex.id, 'score', { token: 't-1' });
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await recover(rex, 'Rex.Transient'));
    expect(answers.map(({ next }) => next)).toEqual(['retry', 'retry', 'end']);
    expect(answers.every(({ waitSeconds }) => waitSeconds >= 0 && waitSeconds <= 80)).toBe(true);
    expect(await rex.read(rex.id)).toMatchObject({ state: 'ESCALATED', stoppedIn: 'EXECUTING' });
    expect(await holders(rex)).toEqual([]);
    const { alerts } = await rex.ports.alerts.list(WORKSPACE, { limit: 9 });
    expect(alerts).toMatchObject([{ type: 'mission.escalated', evidence: { step: 'score', failures: 3 } }]);
    expect(await rex.ports.missions.decisions(WORKSPACE, rex.id)).not.toEqual([]);
  });

  it('ends a superseded execution without a change', async () => {
    const rex = await atWork();
    await move(rex, 'EXECUTING');
    const before = await rex.read(rex.id);
    expect(await recover(rex, 'Rex.Transient', 7)).toEqual({ next: 'end', waitSeconds: 0 });
    expect(await rex.read(rex.id)).toEqual(before);
  });
});

describe('a reservation', () => {
  it('is released when its mission has ended, or its dispatcher died before the assignment', async () => {
    const rex = await atWork();
    expect(await releaseAbandoned(rex.ports, WORKSPACE, new Set())).toBe(0);
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), state: 'QUEUED' });
    expect(await releaseAbandoned(rex.ports, WORKSPACE, new Set()), 'a dispatcher may still be at it').toBe(
      0,
    );
    rex.pass(6 * MINUTE);
    expect(await releaseAbandoned(rex.ports, WORKSPACE, new Set([rex.id])), 'was seen at work').toBe(0);
    expect(await releaseAbandoned(rex.ports, WORKSPACE, new Set())).toBeGreaterThan(0);
    expect(await holders(rex)).toEqual([]);
    expect(await releaseAbandoned(rex.ports, WORKSPACE, new Set())).toBe(0);
  });

  it('is renewed after it expired when it is still free, but not for a stopped mission', async () => {
    const rex = await atWork();
    const mission = await rex.read(rex.id);
    rex.pass(48 * HOUR);
    const now = rex.ports.clock.now();
    expect(await keepReservation(rex.ports, mission, now)).toBe(true);
    const kept = await rex.read(rex.id);
    expect(Date.parse(kept.reservation?.until ?? '')).toBeGreaterThan(now.getTime());
    expect(kept.reservation?.domain).toBe(mission.reservation?.domain);
    rex.pass(48 * HOUR);
    await rex.ports.missions.save({ ...kept, state: 'CANCELLED' });
    expect(await keepReservation(rex.ports, kept, rex.ports.clock.now())).toBe(false);
  });
});
