import * as z from 'zod';
import { DnsTxtRecords } from '../domains/adapters/dns/txt-records.ts';
import { readEnv } from '../platform/runtime/env.ts';
import { namesSchema } from '../platform/runtime/names.ts';
import { newResolver, ResolverLookUps } from '../provisioning/adapters/dns/resolver-look-ups.ts';

/** The DNS as this machine sees it, or the servers that `DNS_SERVERS` names: on AWS nobody sets it. */
export const openDns = (): DnsTxtRecords => new DnsTxtRecords(servers());

/** The same DNS, for records of every kind that a sending domain needs. */
export const openLookUps = (): ResolverLookUps => new ResolverLookUps(newResolver(servers()));

function servers(): string[] {
  const { DNS_SERVERS } = readEnv({ DNS_SERVERS: z.string().optional() });
  return DNS_SERVERS ? namesSchema.parse(DNS_SERVERS) : [];
}
