import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { MINUTE } from '../../kernel/clock.ts';
import { moveMission } from '../../missions/app/move-mission.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { changeSettings } from './change-settings.ts';
import { pauseWorkspace } from './pause-workspace.ts';
import { resumeWorkspace } from './resume-workspace.ts';

const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const ask = { workspace: WORKSPACE, cause };

/** A mission that is approved and awake, of which nothing has gone out yet. */
async function ready(settings: Partial<Settings> = {}) {
  const rex = await openOutreach({ settings });
  await rex.start();
  const paused = async () => (await rex.ports.workspaces.get(WORKSPACE))?.settings.paused;
  const names = () =>
    rex
      .told()
      .map(({ name }) => name)
      .filter((name) => name.startsWith('workspace.'));
  return { ...rex, paused, names };
}

describe('pauseWorkspace', () => {
  it('stops everything from the moment it answers, and tells who did it', async () => {
    const rex = await ready();
    expect(await pauseWorkspace(rex.ports, ask)).toEqual({ paused: true });
    await rex.work();
    expect(rex.mails).toEqual([]);
    expect(rex.told().filter(({ name }) => name === 'workspace.paused')).toMatchObject([
      { actor: cause.actor, correlationId: 'c' },
    ]);
  });

  it('tells it once, however often it is asked for', async () => {
    const rex = await ready();
    await pauseWorkspace(rex.ports, ask);
    const before = await rex.ports.workspaces.get(WORKSPACE);
    await pauseWorkspace(rex.ports, ask);
    expect(await rex.ports.workspaces.get(WORKSPACE)).toEqual(before);
    expect(rex.names()).toEqual(['workspace.paused']);
  });

  it('answers only when whoever is sending has given back the cohort', async () => {
    const rex = await ready();
    const leaseUntil = new Date(rex.ports.clock.now().getTime() + 6 * MINUTE).toISOString();
    await rex.ports.cohorts.save({ ...(await rex.cohort()), leaseUntil });
    let looks = 0;
    const wait = async () => {
      expect(await rex.paused(), 'is written first').toBe(true);
      if (++looks === 3) await rex.ports.cohorts.save({ ...(await rex.cohort()), leaseUntil: undefined });
    };
    await pauseWorkspace({ ...rex.ports, wait }, ask);
    expect(looks).toBe(3);
  });

  it.each(['cancel', 'escalate', 'fail'] as const)(
    'waits for the slice that was under way when its mission ended by "%s"',
    async (end) => {
      const rex = await ready();
      const now = rex.ports.clock.now();
      const leaseUntil = new Date(now.getTime() + 6 * MINUTE).toISOString();
      await rex.ports.cohorts.save({ ...(await rex.cohort()), leaseUntil });
      await moveMission(rex.ports.missions, await rex.read(rex.id), end, {
        now,
        actor: cause.actor,
        reason: 'x',
      });
      let looks = 0;
      const wait = async () => {
        if (++looks === 2) await rex.ports.cohorts.save({ ...(await rex.cohort()), leaseUntil: undefined });
      };
      await pauseWorkspace({ ...rex.ports, wait }, ask);
      expect(looks).toBe(2);
    },
  );

  it('waits for a worker that may have died as long as a call of the slowest provider takes, and says that it is not back', async () => {
    const rex = await ready();
    const now = rex.ports.clock.now().getTime();
    const waits: number[] = [];
    const wait = async (ms: number) => void waits.push(ms);
    const lease = async (until: number) =>
      rex.ports.cohorts.save({ ...(await rex.cohort()), leaseUntil: new Date(until).toISOString() });
    await lease(now);
    expect(await pauseWorkspace({ ...rex.ports, wait }, ask)).toEqual({ paused: true });
    expect(waits).toEqual([]);
    await lease(now + 6 * MINUTE);
    expect(await pauseWorkspace({ ...rex.ports, wait }, ask)).toEqual({ paused: true, stillSending: true });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(24_000);
  });

  it('answers only when no task, issue or answer is on its way out', async () => {
    const rex = await ready();
    const { underWay } = rex.ports;
    const until = new Date(rex.ports.clock.now().getTime() + MINUTE);
    for (const what of ['t_1', 'issue 2', 'answer 3']) await underWay.begin(WORKSPACE, what, until);
    const left = ['answer 3', 't_1', 'issue 2'];
    const wait = async () => {
      expect(await rex.paused(), 'is written first').toBe(true);
      await underWay.end(WORKSPACE, left.pop() ?? 'nothing');
    };
    await pauseWorkspace({ ...rex.ports, wait }, ask);
    expect(left).toEqual([]);
  });

  it('does not wait for what died under way, nor longer than a request may', async () => {
    const rex = await ready();
    const now = rex.ports.clock.now();
    const waits: number[] = [];
    const wait = async (ms: number) => void waits.push(ms);
    await rex.ports.underWay.begin(WORKSPACE, 't_1', now);
    await rex.ports.underWay.begin('other', 't_2', new Date(now.getTime() + MINUTE));
    await pauseWorkspace({ ...rex.ports, wait }, ask);
    expect(waits).toEqual([]);
    await rex.ports.underWay.begin(WORKSPACE, 't_1', new Date(now.getTime() + MINUTE));
    expect(await pauseWorkspace({ ...rex.ports, wait }, ask)).toEqual({ paused: true, stillSending: true });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(24_000);
  });

  it('is not lost when somebody else changes the settings at the same moment', async () => {
    const rex = await ready();
    const workspaces = meanwhile(rex.ports.workspaces, 'get', () => rex.changeSettings({ dailyBudget: 7 }));
    await pauseWorkspace({ ...rex.ports, workspaces }, ask);
    expect((await rex.ports.workspaces.get(WORKSPACE))?.settings).toMatchObject({
      paused: true,
      dailyBudget: 7,
    });
    expect(rex.names()).toEqual(['workspace.paused']);
  });

  it('refuses a workspace without settings, from which nothing can go out', async () => {
    const rex = openRex();
    await expect(pauseWorkspace(rex.ports, ask)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(resumeWorkspace(rex.ports, ask)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rex.records()).toEqual([]);
  });
});

describe('resumeWorkspace', () => {
  it('wakes the cohorts that slept through the pause, and what was due goes out once', async () => {
    const rex = await ready();
    await pauseWorkspace(rex.ports, ask);
    await rex.work();
    rex.asked.outbound.length = 0;
    expect(await resumeWorkspace(rex.ports, ask)).toEqual({ paused: false });
    const { id: cohort } = await rex.cohort();
    expect(rex.asked.outbound).toEqual([{ workspace: WORKSPACE, missionId: rex.id, cohort }]);
    await rex.work();
    await rex.work();
    expect(rex.mails).toHaveLength(2);
    expect(rex.names()).toEqual(['workspace.paused', 'workspace.resumed']);
  });

  it('wakes again when it is asked again, in case the first wake-up was lost, and tells it once', async () => {
    const rex = await ready();
    await pauseWorkspace(rex.ports, ask);
    await resumeWorkspace(rex.ports, ask);
    rex.asked.outbound.length = 0;
    await resumeWorkspace(rex.ports, ask);
    expect(rex.asked.outbound).toHaveLength(1);
    expect(rex.names()).toEqual(['workspace.paused', 'workspace.resumed']);
  });

  it('wakes no cohort that is through or was never begun, and nothing of another workspace', async () => {
    const rex = await ready();
    await rex.ports.cohorts.save({ ...(await rex.cohort()), state: 'done' });
    await resumeWorkspace(rex.ports, ask);
    expect(rex.asked.outbound).toEqual([]);
    await rex.ports.cohorts.save({ ...(await rex.cohort()), state: 'drafted' });
    await resumeWorkspace(rex.ports, ask);
    expect(rex.asked.outbound).toEqual([]);
  });
});

describe('changeSettings', () => {
  it('wakes the cohorts that wait for what was changed, and what is due then goes out', async () => {
    const rex = await ready({ dailyBudget: 1 });
    await rex.work();
    expect(rex.mails).toHaveLength(1);
    rex.asked.outbound.length = 0;
    const settings = (await rex.ports.workspaces.get(WORKSPACE))?.settings;
    if (!settings) throw new Error('there are no settings');
    await changeSettings(rex.ports, { ...ask, settings: { ...settings, dailyBudget: 100 } });
    expect(rex.asked.outbound).toHaveLength(1);
    await rex.work();
    expect(rex.mails).toHaveLength(2);
  });

  it('wakes nobody when the settings are refused', async () => {
    const rex = await ready();
    rex.asked.outbound.length = 0;
    const settings = (await rex.ports.workspaces.get(WORKSPACE))?.settings;
    if (!settings) throw new Error('there are no settings');
    const refused = changeSettings(rex.ports, {
      ...ask,
      settings: { ...settings, timeZone: 'Mars/Olympus' },
    });
    await expect(refused).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(rex.asked.outbound).toEqual([]);
  });
});
