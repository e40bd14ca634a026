import { describe, expect, it } from 'vitest';
import { type History, runHistory } from './history.ts';
import { PLANTS, type Plant } from './planted.ts';
import { shrink } from './shrink.ts';

const MINUTES = 60_000;

/** The first of so many seeds that finds a planted fault. */
async function findingSeed(plant: Plant, seeds: number): Promise<History | undefined> {
  for (let seed = 1; seed <= seeds; seed++) {
    const history = await runHistory({ seed, plant });
    if (history.violations.length > 0) return history;
  }
  return undefined;
}

describe('any history', () => {
  it.each(Array.from({ length: 8 }, (_, n) => 1 + n * 25))(
    'from seed %i on sends nothing twice, loses nothing, and heeds every stop',
    async (from) => {
      let sent = 0;
      for (let seed = from; seed < from + 25; seed++) {
        const history = await runHistory({ seed });
        expect(history.violations, `seed ${seed}:\n${history.story.join('\n')}`).toEqual([]);
        sent += history.sent;
      }
      expect(sent).toBeGreaterThan(50);
    },
    10 * MINUTES,
  );

  it(
    'is the same again for the same seed',
    async () => {
      expect(await runHistory({ seed: 7 })).toEqual(await runHistory({ seed: 7 }));
    },
    MINUTES,
  );
});

describe('a planted fault', () => {
  it.each(PLANTS)(
    '%s is found within 200 seeds',
    async (plant) => {
      expect((await findingSeed(plant, 200))?.violations.length).toBeGreaterThan(0);
    },
    15 * MINUTES,
  );

  it(
    'is shown by a shorter history',
    async () => {
      const found = await findingSeed('no-pause', 200);
      const shorter = await shrink(runHistory, { seed: found?.seed ?? 0, plant: 'no-pause' }, 60);
      expect(shorter.violations.length).toBeGreaterThan(0);
      expect(shorter.faults.length).toBeLessThan(Math.max(1, found?.faults.length ?? 0) + 1);
      expect(shorter.story.length).toBeLessThanOrEqual(found?.story.length ?? 0);
    },
    10 * MINUTES,
  );
});
