import { cohortKey } from '../../shared/drafting/adapters/keys.ts';
import { HOUR, MINUTE } from '../../shared/kernel/clock.ts';
import { sweepMissions } from '../../shared/missions/app/sweep-missions.ts';
import type { Sequence } from './story.ts';
import type { World } from './world.ts';

/** It looks for work that was due for so long. */
const OVERDUE_MS = 2 * MINUTE;
/** So long after a process failed it looks for what that has stopped, and not again for a while. */
const TROUBLED_MS = 3 * MINUTE;
const TROUBLED_AGAIN_MS = 30 * MINUTE;
const QUIET_MS = 4 * HOUR;
/** What fails on the way of these is found by when their cohort is due, or is told once more. */
const FOUND_OTHERWISE = /^(?:outbound|feedback)/;

/** The monitor, which looks every minute, without the minutes in which it would find nothing to do. */
export class Monitor {
  private readonly world: World;
  private readonly sequences: readonly Sequence[];
  private looked: number;
  /** Whether the next minute counts: it could not look, or what it did may not be all. */
  private looksAgain = false;
  private troubledAt = 0;

  constructor(world: World, sequences: readonly Sequence[]) {
    this.world = world;
    this.sequences = sequences;
    this.looked = world.scheduler.now;
  }

  /** A process died, or ended in an error. */
  troubled(name: string): void {
    if (name === 'monitor') this.looksAgain = true;
    else if (!FOUND_OTHERWISE.test(name)) this.troubledAt = this.world.scheduler.now;
  }

  /** It found something to do. */
  acts(): void {
    this.looksAgain = true;
  }

  /** When it looks next, or `until` if that comes first. */
  next(until: number): number {
    const { scheduler } = this.world;
    const wants = [this.looksAgain ? this.looked + 1 : this.looked + QUIET_MS];
    if (this.troubledAt > this.looked)
      wants.push(Math.max(this.troubledAt + TROUBLED_MS, this.looked + TROUBLED_AGAIN_MS));
    for (const due of this.dueTimes()) wants.push(due + OVERDUE_MS);
    const soonest = Math.max(Math.min(...wants), this.looked + 1, scheduler.now);
    const at = Math.ceil(soonest / MINUTE) * MINUTE;
    if (at >= until) return until;
    scheduler.after(at - scheduler.now, () => this.look());
    return at;
  }

  private look(): void {
    this.looked = this.world.scheduler.now;
    this.looksAgain = false;
    const nothing = (): void => undefined;
    this.world.spawn('monitor', (ports) => sweepMissions(ports), { ended: nothing, died: nothing });
  }

  private dueTimes(): number[] {
    return this.sequences.flatMap(({ workspace, missionId, cohort }) => {
      const item = this.world.database.peek('records', { ...cohortKey(workspace, missionId, cohort) });
      return item?.['workDueAt'] === undefined ? [] : [Date.parse(String(item['workDueAt']))];
    });
  }
}
