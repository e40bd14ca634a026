import * as z from 'zod';
import { DnsTxtRecords } from '../domains/adapters/dns/txt-records.ts';
import { readEnv } from '../platform/runtime/env.ts';
import { namesSchema } from '../platform/runtime/names.ts';

/** The DNS as this machine sees it, or the servers that `DNS_SERVERS` names: on AWS nobody sets it. */
export function openDns(): DnsTxtRecords {
  const { DNS_SERVERS } = readEnv({ DNS_SERVERS: z.string().optional() });
  return new DnsTxtRecords(DNS_SERVERS ? namesSchema.parse(DNS_SERVERS) : []);
}
