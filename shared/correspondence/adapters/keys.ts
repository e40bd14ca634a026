import { leadPartition } from '../../leads/adapters/keys.ts';
import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const faqPartition = (ws: string): string => `W#${ws}#FAQ`;
export const faqKey = (ws: string, id: string): Key => key(faqPartition(ws), id);

/** Beside the lead: what is done with the partition of a lead is done with it. */
export const answerDraftKey = (ws: string, lead: string, message: string): Key =>
  key(leadPartition(ws, lead), `ANSWER_DRAFT#${message}`);
