import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const provisioningKey = (ws: string, domain: string): Key => key(`W#${ws}#PROVISIONING`, domain);
