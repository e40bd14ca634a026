import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { dispatchMission } from './dispatch-mission.ts';
import { type SweepFailed, sweepMissions } from './sweep-missions.ts';

/** Two missions that execute, of which the executions are gone, and a round of the monitor with some ports changed. */
async function twoCrashed() {
  const rex = openRex();
  await rex.openWorkspace();
  await rex.addDomains('mail.acme.example', 'post.acme.example');
  const ids: string[] = [];
  for (let n = 0; n < 2; n++) {
    const { id } = await rex.mission();
    await dispatchMission(rex.ports, WORKSPACE, id);
    const { executionArn } = await rex.ports.missions.save({ ...(await rex.read(id)), state: 'EXECUTING' });
    await rex.ports.machine.stop(executionArn ?? '');
    ids.push(id);
  }
  const woken: Date[] = [];
  const hooks = {
    answerIsLate: async () => false,
    wakeOverdue: async (before: Date) => woken.push(before),
  };
  return {
    rex,
    ids,
    woken,
    sweep: (change: object = {}) => sweepMissions({ ...rex.ports, hooks, ...change }),
  };
}

describe('sweepMissions', () => {
  it('continues every mission that was lost, and wakes what is overdue', async () => {
    const { woken, sweep } = await twoCrashed();
    expect(await sweep()).toMatchObject({ restarted: 2, woken: 1, busy: new Set([WORKSPACE]) });
    expect(woken).toHaveLength(1);
  });

  it('continues the others and wakes what is overdue when one mission cannot be read, and fails at the end', async () => {
    const { rex, ids, woken, sweep } = await twoCrashed();
    const [broken = '', other = ''] = ids;
    const missions = Object.create(rex.ports.missions, {
      get: {
        value: async (workspace: string, id: string) => {
          if (id === broken) throw new Error('A record of a newer version.');
          return rex.ports.missions.get(workspace, id);
        },
      },
    });
    const failure: SweepFailed = await sweep({ missions }).then(
      () => expect.unreachable('It has to fail.'),
      (error: SweepFailed) => error,
    );
    expect(failure.message).toContain('A record of a newer version.');
    expect(failure.result).toMatchObject({ restarted: 1, woken: 1, busy: new Set([WORKSPACE]) });
    expect(woken).toHaveLength(1);
    expect((await rex.read(other)).attempt).toBe(2);
    expect((await rex.read(broken)).attempt).toBe(1);
  });

  it('keeps what a mission holds that could not be checked', async () => {
    const { rex, sweep } = await twoCrashed();
    const before = (await rex.ports.pools.get(WORKSPACE))?.domains.flatMap(({ holders }) => holders);
    const machine = { ...rex.ports.machine, isRunning: () => Promise.reject(new Error('Throttled.')) };
    await expect(sweep({ machine })).rejects.toThrow('parts of a sweep failed');
    const after = (await rex.ports.pools.get(WORKSPACE))?.domains.flatMap(({ holders }) => holders);
    expect(after).toEqual(before);
  });
});
