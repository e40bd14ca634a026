import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const membersPartition = (ws: string): string => `W#${ws}#TEAM_MEMBERS`;
export const membershipKey = (ws: string, subject: string): Key => key(membersPartition(ws), subject);
export const teamKey = (ws: string): Key => key(`W#${ws}#TEAM`, 'TEAM');
/** Where a person is a member: under no workspace, because there may be several. */
export const personPartition = (subject: string): string => `W#-#PERSON#${subject}`;
export const personSeatKey = (subject: string, ws: string): Key => key(personPartition(subject), ws);
export const organisationKey = (id: string): Key => key(`W#-#ORGANISATION#${id}`, 'ORGANISATION');
export const invitationsPartition = (ws: string): string => `W#${ws}#TEAM_INVITATIONS`;
export const invitationKey = (ws: string, id: string): Key => key(invitationsPartition(ws), id);
export const apiKeysPartition = (ws: string): string => `W#${ws}#API_KEYS`;
export const apiKeyKey = (ws: string, id: string): Key => key(apiKeysPartition(ws), id);
