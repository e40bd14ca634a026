import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';
import type { Decision } from '../domain/decision.ts';

/** Decisions about a mission are stored in its partition. Those of its rounds stand apart: each cohort makes some each day. */
export const decisionKey = (
  ws: string,
  mission: string,
  { id, situation }: Pick<Decision, 'id' | 'situation'>,
): Key => key(`W#${ws}#MISSION#${mission}`, `${situation === 'send' ? 'ROUND' : 'DECISION'}#${id}`);
export const workspaceDecisionKey = (ws: string, id: string): Key => key(`W#${ws}#DECISIONS`, id);
