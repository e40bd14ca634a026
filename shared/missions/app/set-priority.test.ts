import { expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { setPriority } from './set-priority.ts';

const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;

async function waiting() {
  const rex = openRex();
  const { id } = await rex.mission({ priority: 50 });
  const set = (change: object = {}) =>
    setPriority(rex.ports, {
      workspace: WORKSPACE,
      missionId: id,
      priority: 80,
      reason: 'Decided.',
      cause,
      ...change,
    });
  return { ...rex, id, set };
}

it('moves a waiting mission in its queue, and tells who did it, once', async () => {
  const rex = await waiting();
  await rex.set();
  await rex.set();
  expect((await rex.read(rex.id)).priority).toBe(80);
  expect(rex.told()).toMatchObject([
    { name: 'mission.boosted', actor: cause.actor, data: { from: 50, to: 80, reason: 'Decided.' } },
  ]);
});

it('changes no mission that waits no more, and none of another workspace', async () => {
  const rex = await waiting();
  await expect(rex.set({ workspace: 'beta' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const mission = await rex.read(rex.id);
  await rex.ports.missions.save({ ...mission, state: 'EXECUTING' });
  await expect(rex.set()).rejects.toThrow('is EXECUTING: only one that waits has a place in a queue.');
});
