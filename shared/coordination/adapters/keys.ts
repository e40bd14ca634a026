import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

// `OUTSIDE_AGENTS` and `ERRANDS` are the names of these records in tables since format 0.
export const agentRunKey = (ws: string, run: string): Key => key(`W#${ws}#AGENT_RUN#${run}`, 'RUN');
export const externalAgentsPartition = (ws: string): string => `W#${ws}#OUTSIDE_AGENTS`;
export const externalAgentKey = (ws: string, id: string): Key => key(externalAgentsPartition(ws), id);
export const assignmentsPartition = (ws: string): string => `W#${ws}#ERRANDS`;
export const assignmentKey = (ws: string, id: string): Key => key(assignmentsPartition(ws), id);
export const agentStatsKey = (ws: string, agent: string): Key => key(`W#${ws}#AGENTS`, agent);
