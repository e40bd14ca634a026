import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, decode, encode, type Packet } from 'dns-packet';
import { challengeName } from '../../shared/domains/domain/domain-ownership.ts';
import type { Pool } from '../../shared/domains/domain/pool.ts';
import type { Provisioning } from '../../shared/provisioning/domain/provisioning.ts';
import { type RecordType, wantedRecords } from '../../shared/provisioning/domain/wanted-records.ts';
import { plainValue } from '../../shared/provisioning/domain/zone-changes.ts';
import type { Route53 } from './endpoint/route53.ts';
import { LOOPBACK } from './net.ts';
import type { RuntimeStore } from './store.ts';
import { REGION } from './template/resource-types.ts';

/** The only names that this DNS knows: nobody in the world owns one of them (RFC 2606). */
const TOP_LEVEL = '.example';
/** In a flag word of an answer (RFC 1035, section 4.1.1). */
const AUTHORITATIVE = 1 << 10;
const NO_SUCH_NAME = 3;

export interface DnsOptions {
  /** The pools of all workspaces, as they are now. */
  readonly pools: () => Promise<readonly Pool[]>;
  /** How far a domain of a workspace is set up. */
  readonly provisioning: (workspace: string, domain: string) => Promise<Provisioning | undefined>;
  /** Whose each registered name is, across starts. */
  readonly registrants: { read(): Record<string, string>; save(registrants: Record<string, string>): void };
  readonly route53: Pick<Route53, 'lookUp'>;
}

const TYPES = ['TXT', 'CNAME', 'MX'] as const satisfies readonly RecordType[];

/**
 * A DNS server (UDP) for `.example`, in which every name belongs to the workspace that asked for it first. Where a hosted zone
 * has the name, its records are what the DNS has. Where none has, the workspace is quick: it sets every record that Rex wants
 * to see as soon as Rex wants to see it, so that the tour needs no person. Another workspace that asks for the name, or for one
 * below it, has no say in its DNS, as in the world.
 */
export async function startDns(options: DnsOptions): Promise<{ address: string; stop(): Promise<void> }> {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    answer(options, message)
      // What cannot be read is not answered, as by any name server.
      .catch(() => undefined)
      .then((bytes) => bytes && socket.send(bytes, from.port, from.address));
  });
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  return {
    address: `${LOOPBACK}:${socket.address().port}`,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

async function answer(options: DnsOptions, message: Buffer): Promise<Buffer> {
  const { id, questions = [] } = decode(message);
  const [question] = questions;
  const name = question?.name.toLowerCase() ?? '';
  const type = TYPES.find((known) => known === question?.type);
  const values = type ? await recordsAt(options, name, type) : [];
  const response: Packet = {
    type: 'response',
    id,
    questions,
    flags: AUTHORITATIVE | (values.length > 0 ? 0 : NO_SUCH_NAME),
    answers: values.map((value) => answerOf(question?.name ?? '', type ?? 'TXT', value)),
  };
  return encode(response);
}

/** What the DNS has under a name: MX as `10 host`, names without a dot at the end. */
export async function recordsAt(options: DnsOptions, name: string, type: RecordType): Promise<string[]> {
  if (!name.endsWith(TOP_LEVEL)) return [];
  const { pools, provisioning, registrants, route53 } = options;
  const asked = (await pools()).flatMap(({ workspace, domains }) =>
    domains
      .filter(({ domain }) => name === domain || name.endsWith(`.${domain}`))
      .map(({ domain, ownership }) => ({ workspace, domain, ownership })),
  );
  const inZone = route53.lookUp(name, type)?.map((value) => plainValue(type, value));
  const claims = asked.filter(({ domain, ownership }) => challengeName(domain) === name && ownership);
  const [first] = claims;
  if (first && type === 'TXT') {
    const registrant = registrantOf(registrants, name, first.workspace);
    const own = claims.filter(({ workspace }) => workspace === registrant);
    return [...(inZone ?? []), ...own.map(({ ownership }) => ownership?.challenge ?? '')];
  }
  if (inZone) return inZone;
  const known = registrants.read()[organizationOf(name)];
  const wanted = await Promise.all(
    asked
      .filter(({ workspace }) => workspace === known)
      .map(async ({ workspace, domain }) => {
        const found = await provisioning(workspace, domain);
        return found && found.attempt > 0 ? wantedRecords(domain, found.identity, REGION) : [];
      }),
  );
  return [
    ...new Set(
      wanted
        .flat()
        .filter((record) => record.name === name && record.type === type)
        .map(({ value }) => value),
    ),
  ];
}

function registrantOf(registrants: DnsOptions['registrants'], name: string, asking: string): string {
  const registered = organizationOf(name);
  const known = registrants.read();
  const registrant = known[registered] ?? asking;
  if (known[registered] === undefined) registrants.save({ ...known, [registered]: registrant });
  return registrant;
}

const organizationOf = (name: string): string => name.split('.').slice(-2).join('.');

function answerOf(name: string, type: RecordType, value: string): Answer {
  if (type === 'TXT') return { type, name, ttl: 0, data: value };
  if (type === 'CNAME') return { type, name, ttl: 0, data: value };
  const [preference = '0', exchange = ''] = value.split(' ');
  return { type, name, ttl: 0, data: { preference: Number(preference), exchange } };
}

const SETTING = 'dns-registrants';

export const registrantsIn = (store: RuntimeStore): DnsOptions['registrants'] => ({
  read: () => JSON.parse(store.setting(SETTING) ?? '{}'),
  save: (registrants) => store.saveSetting(SETTING, JSON.stringify(registrants)),
});
