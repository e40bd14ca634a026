import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../shared/statistics/domain/seeded-random.ts';
import type { KillableRex } from '../support/killable-rex.ts';
import { mailFiles } from './sent-mails.ts';

/** When a kill falls: so long after its phase began or went on, or once so many mails are there. */
type Moment = { readonly afterMs: number } | { readonly atMails: number; readonly afterMs: number };

export interface Assassin {
  /** Runs the work, and kills and restarts Rex at random moments of it; ends when both are done. */
  during<T>(phase: string, kills: Kills, work: () => Promise<T>): Promise<T>;
  /** Every kill so far, for whoever has to find out why a test failed. */
  readonly done: readonly string[];
}

interface Kills {
  readonly count: number;
  /** Each kill falls within so long, in real milliseconds. */
  readonly withinMs: number;
  /** Spreads the kills over the sending of so many mails. */
  readonly overMails?: number;
}

const LOOK_EVERY_MS = 5;

export function createAssassin(rex: KillableRex, seed: number): Assassin {
  const random = seededRandom(seed);
  const done: string[] = [];
  const untilMoment = async (moment: Moment, workEnded: () => boolean): Promise<void> => {
    if ('atMails' in moment) {
      while (!workEnded() && (await mailFiles(rex.home)).length < moment.atMails) await delay(LOOK_EVERY_MS);
    }
    await delay(moment.afterMs);
  };
  return {
    done,
    async during(phase, { count, withinMs, overMails }, work) {
      const moments = Array.from({ length: count }, (): Moment => {
        const afterMs = Math.floor(random() * withinMs);
        return overMails === undefined ? { afterMs } : { afterMs, atMails: Math.floor(random() * overMails) };
      }).toSorted((a, b) => ('atMails' in a && 'atMails' in b ? a.atMails - b.atMails : 0));
      let ended = false;
      let failed = false;
      const working = work()
        .catch((error: unknown) => {
          failed = true;
          throw error;
        })
        .finally(() => {
          ended = true;
        });
      const killing = (async () => {
        for (const moment of moments) {
          await untilMoment(moment, () => ended);
          if (failed) return;
          await rex.kill();
          done.push(`${phase}${ended ? ' (was through)' : ''} ${JSON.stringify(moment)}`);
          await rex.start();
        }
      })();
      const [result] = await Promise.allSettled([working, killing]);
      await killing;
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    },
  };
}
