import type { DeadLetter, Failure } from '../../domain/dead-letter.ts';

export interface DeadLetterStore {
  /** False when it is kept already. */
  add(letter: DeadLetter): Promise<boolean>;
  get(workspace: string, id: string): Promise<DeadLetter | undefined>;
  /** Guarded by the version that was read. */
  save(letter: DeadLetter): Promise<DeadLetter>;
  /** Newest first. */
  list(
    workspace: string,
    options: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ letters: DeadLetter[]; cursor: string | null }>;
  /** What the consumer of a message said when it failed last. */
  failureOf(messageId: string): Promise<Failure | undefined>;
}

export interface DeadMessage {
  readonly id: string;
  readonly body: string;
  readonly correlationId: string | undefined;
  readonly receives: number;
  readonly sentAt: Date;
  /** By which it is taken off its queue. */
  readonly receipt: string;
}

/** The queues of what is dead, and those that it came from. */
export interface DeadQueues {
  readonly names: readonly string[];
  /** Some of what lies there, each message to one taker for a while. */
  receive(queue: string): Promise<DeadMessage[]>;
  remove(queue: string, receipts: readonly string[]): Promise<void>;
  canReplay(queue: string): boolean;
  /** What does not happen while messages of a queue are dead; undefined for a queue of before. */
  impactOf(queue: string): string | undefined;
  replay(letter: DeadLetter): Promise<void>;
}
