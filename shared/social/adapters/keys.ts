import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const publicationKey = (ws: string, taskId: string): Key => key(`W#${ws}#PUBLICATIONS`, taskId);
