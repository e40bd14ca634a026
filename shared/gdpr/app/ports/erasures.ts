import type { RexEvent } from '../../../kernel/events.ts';
import type { Queue } from '../../../platform/ports/queues.ts';
import type { ErasureMessage } from '../../contract/messages.ts';
import type { Erasure } from '../../domain/erasure.ts';

/** Kept apart from the data. */
export interface ErasureStore {
  get(workspace: string, id: string): Promise<Erasure | undefined>;
  /** `expected`: that nothing is there, or the version that was read. */
  save(erasure: Erasure, expected: 'absent' | 'version', events: readonly RexEvent[]): Promise<Erasure>;
  all(workspace: string): Promise<Erasure[]>;
  list(
    workspace: string,
    options: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ erasures: Erasure[]; cursor: string | null }>;
}

export type ErasureQueue = Queue<ErasureMessage>;
