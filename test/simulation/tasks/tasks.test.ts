import { describe, expect, it } from 'vitest';
import { TASK_TYPES } from '../../../shared/handlers/registry.ts';
import { runTaskHistory } from './history.ts';
import { KINDS } from './kinds.ts';
import { TASK_PLANTS } from './planted.ts';

const MINUTES = 60_000;
const FIRST = 1_020;

describe('any history of tasks', () => {
  it('has tasks of every type', () => {
    const simulated = new Set(Object.values(KINDS).map(({ type }) => type));
    expect([...simulated].toSorted()).toEqual([...TASK_TYPES.keys()].toSorted());
  });

  it.each(Array.from({ length: 8 }, (_, n) => 1 + n * 25))(
    'from seed %i on does nothing twice, unapproved, over a limit, or after a pause',
    async (from) => {
      let happened = 0;
      for (let seed = from; seed < from + 25; seed++) {
        const history = await runTaskHistory({ seed });
        expect(history.violations, `seed ${seed}:\n${history.story.join('\n')}`).toEqual([]);
        happened += history.sent;
      }
      expect(happened).toBeGreaterThan(50);
    },
    5 * MINUTES,
  );

  it('is the same again for the same seed', async () => {
    for (let seed = FIRST; seed < FIRST + 20; seed++)
      expect(await runTaskHistory({ seed })).toEqual(await runTaskHistory({ seed }));
  });
});

describe('a planted fault', () => {
  it.each(TASK_PLANTS)(
    '%s is found within 200 seeds',
    async (plant) => {
      for (let seed = FIRST; seed < FIRST + 200; seed++)
        if ((await runTaskHistory({ seed, plant })).violations.length > 0) return;
      expect.fail('It was not found.');
    },
    5 * MINUTES,
  );
});
