import type { DeadLetter, Failure } from '../../domain/dead-letter.ts';

export interface DeadLetterStore {
  /** False when it is stored already. */
  add(letter: DeadLetter): Promise<boolean>;
  get(workspace: string, id: string): Promise<DeadLetter | undefined>;
  /** Guarded by the version that was read. */
  save(letter: DeadLetter): Promise<DeadLetter>;
  /** Newest first. */
  list(
    workspace: string,
    options: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ letters: DeadLetter[]; cursor: string | null }>;
  /** The last failure of a message, as its consumer reported it. */
  failureOf(messageId: string): Promise<Failure | undefined>;
}

export interface DeadMessage {
  readonly id: string;
  readonly body: string;
  readonly correlationId: string | undefined;
  readonly receives: number;
  readonly sentAt: Date;
  /** The receipt with which it is deleted from its queue. */
  readonly receipt: string;
}

/** The dead-letter queues, and the queues from which the messages came. */
export interface DeadQueues {
  readonly names: readonly string[];
  /** Receives some messages; each is hidden from other receivers for a while. */
  receive(queue: string): Promise<DeadMessage[]>;
  remove(queue: string, receipts: readonly string[]): Promise<void>;
  canReplay(queue: string): boolean;
  /** What does not happen while messages of a queue are dead; undefined for a queue that no longer exists. */
  impactOf(queue: string): string | undefined;
  replay(letter: DeadLetter): Promise<void>;
}
