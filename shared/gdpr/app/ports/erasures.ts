import type { RexEvent } from '../../../kernel/events.ts';
import type { Queue } from '../../../platform/ports/queues.ts';
import type { ErasureMessage } from '../../contract/messages.ts';
import type { Erasure, ListedErasure } from '../../domain/erasure.ts';

export interface ErasureStore {
  get(workspace: string, id: string): Promise<Erasure | undefined>;
  /** `expected`: that nothing is there, or the version that was read. */
  save(erasure: Erasure, expected: 'absent' | 'version', events: readonly RexEvent[]): Promise<Erasure>;
  list(
    workspace: string,
    options: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ erasures: Erasure[]; cursor: string | null }>;
}

/** Who was erased, kept apart from the data, so that it outlives a restore of the tables. */
export interface ErasureList {
  add(erasure: ListedErasure): Promise<void>;
  all(workspace: string): Promise<ListedErasure[]>;
}

export type ErasureQueue = Queue<ErasureMessage>;
