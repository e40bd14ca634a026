import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const deadLetterKey = (ws: string, id: string): Key => key(`W#${ws}#DEAD_LETTER#${id}`, 'LETTER');
