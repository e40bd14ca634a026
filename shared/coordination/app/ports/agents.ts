import type { AgentRun, AgentStats } from '../../domain/agent-run.ts';

export interface AgentLog {
  /** Stores a run and counts it, in one transaction; false when this run was stored before. */
  add(run: AgentRun): Promise<boolean>;
  stats(workspace: string, agents: readonly string[]): Promise<AgentStats[]>;
  /** Newest first. */
  list(workspace: string, limit: number): Promise<AgentRun[]>;
}
