import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { HOUR } from '../../kernel/clock.ts';
import type { Mission } from '../domain/mission.ts';
import { boostWaiting } from './boost-waiting.ts';

async function waiting(change: Partial<Pick<Mission, 'priority' | 'deadline'>>, hours = 0) {
  const rex = openRex();
  await rex.openWorkspace();
  const { rules } = (await rex.ports.workspaces.get(WORKSPACE))?.settings ?? {};
  if (!rules) throw new Error('There should be thresholds.');
  const { id } = await rex.mission({ priority: rules.boostTo - 10, ...change });
  rex.pass(hours * HOUR);
  return {
    ...rex,
    id,
    rules,
    boost: async (mission?: Mission) =>
      boostWaiting(rex.ports, mission ?? (await rex.read(id)), await rex.ports.workspaces.get(WORKSPACE)),
  };
}

describe('boostWaiting', () => {
  it('moves a mission ahead that has waited too long, tells why, and records the decision', async () => {
    const rex = await waiting({}, 1_000);
    const before = await rex.read(rex.id);
    expect(await rex.boost()).toMatchObject({ priority: rex.rules.boostTo, version: before.version + 1 });
    expect(rex.told().filter(({ name }) => name === 'mission.boosted')).toMatchObject([
      {
        data: {
          from: before.priority,
          to: rex.rules.boostTo,
          reason: expect.stringContaining('waited for 1000 hours'),
        },
      },
    ]);
    const { decisions } = await rex.ports.decisions.list(WORKSPACE, { limit: 9 });
    expect(decisions).toMatchObject([{ situation: 'queue', action: 'boost' }]);
  });

  it('moves a mission ahead whose deadline is near', async () => {
    const rex = await waiting({ deadline: '2026-03-05T13:00:00.000Z' });
    expect((await rex.boost()).priority).toBe(rex.rules.boostTo);
  });

  it.each<[string, { priority?: number }, number]>([
    ['has waited for a short time', {}, 0],
    ['is ahead already', { priority: 100 }, 1_000],
  ])('leaves a mission that %s', async (_, change, hours) => {
    const rex = await waiting(change, hours);
    const before = rex.records();
    expect(await rex.boost()).toEqual(await rex.read(rex.id));
    expect(rex.records()).toEqual(before);
  });

  it('does not write over what somebody changed meanwhile', async () => {
    const rex = await waiting({}, 1_000);
    const read = await rex.read(rex.id);
    await rex.ports.missions.save({ ...read, priority: 1 });
    await expect(rex.boost(read)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect((await rex.read(rex.id)).priority).toBe(1);
  });
});
