import type { RexEvent } from '../../../kernel/events.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { ExternalAgent } from '../../domain/external-agent.ts';

export interface ExternalAgentStore {
  list(workspace: string): Promise<ExternalAgent[]>;
  get(workspace: string, id: string): Promise<ExternalAgent | undefined>;
  create(agent: ExternalAgent, events: readonly RexEvent[]): Promise<void>;
  /** Guarded by the version that was read. */
  save(agent: ExternalAgent, events: readonly RexEvent[]): Promise<ExternalAgent>;
}

export interface AssignmentStore {
  get(workspace: string, id: string): Promise<Assignment | undefined>;
  /** Returns the existing assignment if there is one. */
  create(assignment: Assignment, events: readonly RexEvent[]): Promise<Assignment>;
  /** Guarded by the version that was read. */
  save(assignment: Assignment, events: readonly RexEvent[]): Promise<Assignment>;
  /** Open assignments, oldest first. */
  open(workspace: string): Promise<Assignment[]>;
}
