import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';
import type { EntryKind } from '../domain/cohort-ledger.ts';

export const engagementHoursKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'ENGAGEMENT_HOURS');
/** How far the suppressions of the workspace and of its account at SendGrid are the same. */
export const providerSyncKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'SENDGRID_LISTS');
export const sendsPartition = (ws: string, mission: string, cohort: string): string =>
  `W#${ws}#SENDS#${mission}#${cohort}`;
export const ledgerEntryKey = (
  ws: string,
  mission: string,
  cohort: string,
  kind: EntryKind,
  n: number,
): Key => key(sendsPartition(ws, mission, cohort), `${entryPrefix(kind)}${String(n).padStart(6, '0')}`);
export const entryPrefix = (kind: EntryKind): string => `${kind.toUpperCase()}#`;
