import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const poolKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'POOL');
export const dayKey = (ws: string, day: string): Key => key(`W#${ws}#DAYS`, day);
/** Of no workspace: a domain has one owner among all of them, and one cap a day whoever that is. */
const domainPartition = (domain: string): string => `W#-#DOMAIN#${domain}`;
export const domainOwnerKey = (domain: string): Key => key(domainPartition(domain), 'OWNER');
export const domainDayKey = (domain: string, day: string): Key => key(domainPartition(domain), `DAY#${day}`);
/** Of no workspace: a number that texts come from has one owner among all of them too. */
export const numberOwnerKey = (number: string): Key => key(`W#-#NUMBER#${number}`, 'OWNER');
