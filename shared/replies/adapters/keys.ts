import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const classCorrectionKey = (ws: string, text: string): Key => key(`W#${ws}#CLASS_CORRECTIONS`, text);
