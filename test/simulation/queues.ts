import { MINUTE, SECOND } from '../../shared/kernel/clock.ts';
import { ERROR_CODES, RexError } from '../../shared/kernel/errors.ts';
import type { Scheduler } from './scheduler.ts';

/** How long a message that was taken from a queue is not seen by others. */
const HIDDEN_MS = 6 * MINUTE;
/** A message that failed so often is set aside. */
const RECEIVES = 6;

export interface Outcome {
  readonly ended: (error?: unknown) => void;
  readonly died: () => void;
}

/** Queues of SQS: at least once, in any order. A message comes until somebody has worked it, and sometimes once more. */
export class Queues<Q extends { readonly queue: string }> {
  private readonly setAside: Q[] = [];
  private readonly scheduler: Scheduler;
  private readonly work: (queued: Q, outcome: Outcome) => void;
  private readonly often: (queued: Q) => number;

  /**
   * @param work begins a process that works a message
   * @param often how much more often than others it comes again
   */
  constructor(
    scheduler: Scheduler,
    work: (queued: Q, outcome: Outcome) => void,
    often: (queued: Q) => number = () => 1,
  ) {
    this.scheduler = scheduler;
    this.work = work;
    this.often = often;
  }

  deliver(queued: Q, receives = 1, often = this.often(queued)): void {
    const { scheduler } = this;
    scheduler.after(scheduler.below(3) * SECOND, () => {
      if (receives > RECEIVES) {
        this.setAside.push(queued);
        return;
      }
      if (scheduler.isFault('repeat', often)) {
        scheduler.tell(`a message of ${queued.queue} comes twice`);
        const soon = scheduler.below(6) === 0 ? scheduler.below(10) * MINUTE : SECOND;
        scheduler.after(soon, () => this.deliver(queued, receives, 1));
      }
      const again = (): void => {
        scheduler.after(HIDDEN_MS, () => this.deliver(queued, receives + 1));
      };
      this.work(queued, {
        ended: (error) => {
          const isOver =
            error === undefined || (error instanceof RexError && ERROR_CODES[error.code].consumer === 'drop');
          if (!isOver) again();
        },
        died: again,
      });
    });
  }

  /** Brings back what was set aside, as a person does who has read why. */
  redrive(): void {
    for (const queued of this.setAside.splice(0)) this.deliver(queued);
  }
}
