import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const agentRunKey = (ws: string, run: string): Key => key(`W#${ws}#AGENT_RUN#${run}`, 'RUN');
export const outsideAgentsPartition = (ws: string): string => `W#${ws}#OUTSIDE_AGENTS`;
export const outsideAgentKey = (ws: string, id: string): Key => key(outsideAgentsPartition(ws), id);
export const errandsPartition = (ws: string): string => `W#${ws}#ERRANDS`;
export const errandKey = (ws: string, id: string): Key => key(errandsPartition(ws), id);
export const agentStatsKey = (ws: string, agent: string): Key => key(`W#${ws}#AGENTS`, agent);
