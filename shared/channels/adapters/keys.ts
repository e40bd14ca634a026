import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const contactNumberKey = (ws: string, number: string): Key =>
  key(`W#${ws}#NUMBER#${number}`, 'NUMBER');
export const taskKey = (ws: string, task: string): Key => key(`W#${ws}#TASK#${task}`, 'TASK');
