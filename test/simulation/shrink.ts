import type { History, HistoryOptions } from './history.ts';

export type Run = (options: HistoryOptions) => Promise<History>;

/**
 * A failing history with as few faults and acts as it fails with, in order where that is enough: one after another is left
 * out, and stays out when it still fails. `budget` is how many histories that may take.
 */
export async function shrink(run: Run, failing: HistoryOptions, budget = 200): Promise<History> {
  let best = await run(failing);
  let kept: HistoryOptions = failing;
  let left = budget;
  const isKept = async (options: HistoryOptions): Promise<boolean> => {
    if (left-- <= 0) return false;
    const tried = await run(options);
    if (tried.violations.length === 0) return false;
    // Without one thing others may go wrong: that is no shorter history.
    if (tried.faults.length > best.faults.length || tried.story.length > best.story.length) return false;
    [best, kept] = [tried, options];
    return true;
  };
  await isKept({ ...kept, inOrder: true });
  for (let act = 0; act < best.acts; act++) {
    await isKept({ ...kept, withoutActs: new Set([...(kept.withoutActs ?? []), act]) });
  }
  for (let half = [...best.faults]; half.length > 1; half = half.slice(0, Math.floor(half.length / 2))) {
    if (await isKept({ ...kept, without: new Set([...(kept.without ?? []), ...half]) })) break;
  }
  for (const fault of [...best.faults]) {
    if (!best.faults.includes(fault)) continue;
    await isKept({ ...kept, without: new Set([...(kept.without ?? []), fault]) });
  }
  return best;
}
