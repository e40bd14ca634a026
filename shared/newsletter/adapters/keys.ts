import { leadPartition } from '../../leads/adapters/keys.ts';
import { type Key, key, workKind } from '../../platform/adapters/dynamodb/keys.ts';

export const newslettersPartition = (ws: string): string => `W#${ws}#NEWSLETTERS`;
export const newsletterKey = (ws: string, id: string): Key => key(newslettersPartition(ws), id);
export const subscriptionPrefix = 'SUBSCRIPTION#';
/** Beside the lead, also before there is one: what is done with the partition of a lead is done with it. */
export const subscriptionKey = (ws: string, lead: string, newsletter: string): Key =>
  key(leadPartition(ws, lead), `SUBSCRIPTION#${newsletter}`);
export const subscriptionWork = workKind('SUBSCRIPTION');
export const formUseKey = (ws: string, from: string): Key => key(`W#${ws}#FORM_USES`, from);
export const issueKey = (ws: string, id: string): Key => key(`W#${ws}#ISSUE#${id}`, 'ISSUE');
export const issueWork = workKind('ISSUE');
export const issueCountsPartition = (ws: string, id: string): string => `W#${ws}#ISSUE_COUNTS#${id}`;
export const issueLinksPartition = (ws: string, id: string): string => `W#${ws}#ISSUE_LINKS#${id}`;
/** Beside the subscription, in the order of issues. */
export const copyPrefix = (newsletter: string): string => `ISSUE_COPY#${newsletter}-`;
export const copyKey = (ws: string, lead: string, issue: string): Key =>
  key(leadPartition(ws, lead), `ISSUE_COPY#${issue}`);
