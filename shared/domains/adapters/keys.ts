import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const poolKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'POOL');
export const dayKey = (ws: string, day: string): Key => key(`W#${ws}#DAYS`, day);
/** What SendGrid counted of a day, beside what its webhook told. */
export const providerDayKey = (ws: string, day: string): Key => key(`W#${ws}#SENDGRID_DAYS`, day);
/** In no workspace: a domain has one owner among all workspaces, and one daily cap whoever owns it. */
const domainPartition = (domain: string): string => `W#-#DOMAIN#${domain}`;
export const domainOwnerKey = (domain: string): Key => key(domainPartition(domain), 'OWNER');
export const domainDayKey = (domain: string, day: string): Key => key(domainPartition(domain), `DAY#${day}`);
/** In no workspace: a sender number also has one owner among all workspaces. */
export const numberOwnerKey = (number: string): Key => key(`W#-#NUMBER#${number}`, 'OWNER');
