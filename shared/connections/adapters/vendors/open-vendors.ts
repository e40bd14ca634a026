import { type JsonClientOptions, jsonClient } from '../../../webhooks/adapters/https/json-client.ts';
import type { Vendors } from '../../app/ports/vendors.ts';
import { checkAt } from './checks.ts';
import { refreshAt } from './refresh.ts';

export function openVendors(options: JsonClientOptions): Vendors {
  const call = jsonClient(options);
  return {
    refresh: (connection, given) => refreshAt(call, connection, given),
    check: (opened) => checkAt(call, opened),
  };
}
