import type { RexEvent } from '../../../kernel/events.ts';
import type { Errand } from '../../domain/errand.ts';
import type { OutsideAgent } from '../../domain/outside-agent.ts';

export interface OutsideAgentStore {
  list(workspace: string): Promise<OutsideAgent[]>;
  get(workspace: string, id: string): Promise<OutsideAgent | undefined>;
  create(agent: OutsideAgent, events: readonly RexEvent[]): Promise<void>;
  /** Guarded by the version that was read. */
  save(agent: OutsideAgent, events: readonly RexEvent[]): Promise<OutsideAgent>;
}

export interface ErrandStore {
  get(workspace: string, id: string): Promise<Errand | undefined>;
  /** The one that is there already when there is one. */
  create(errand: Errand, events: readonly RexEvent[]): Promise<Errand>;
  /** Guarded by the version that was read. */
  save(errand: Errand, events: readonly RexEvent[]): Promise<Errand>;
  /** Those that are not over, oldest first. */
  open(workspace: string): Promise<Errand[]>;
}
