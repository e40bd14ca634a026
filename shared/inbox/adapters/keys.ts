import { leadPartition } from '../../leads/adapters/keys.ts';
import { type Key, key, workKind } from '../../platform/adapters/dynamodb/keys.ts';

/** Beside the lead: what is done with the partition of a lead is done with it. */
export const conversationKey = (ws: string, lead: string): Key =>
  key(leadPartition(ws, lead), 'CONVERSATION');
export const conversationPlaceKey = (ws: string, lead: string, facet: string): Key =>
  key(leadPartition(ws, lead), `CONVERSATION_PLACE#${facet}`);
export const conversationCountsPartition = (ws: string): string => `W#${ws}#CONVERSATION_COUNTS`;
export const conversationCountKey = (ws: string, facet: string): Key =>
  key(conversationCountsPartition(ws), facet);

export const conversationWork = workKind('CONVERSATION');

export const answerPrefix = 'CONVERSATION_ANSWER#';
export const answerKey = (ws: string, lead: string, answer: string): Key =>
  key(leadPartition(ws, lead), `CONVERSATION_ANSWER#${answer}`);
/** Who has answered a message of the person. */
export const answeredMessageKey = (ws: string, lead: string, message: string): Key =>
  key(leadPartition(ws, lead), `ANSWERED_MESSAGE#${message}`);
export const answerWork = workKind('CONVERSATION_ANSWER');
