import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type Packet } from 'dns-packet';
import { challengeName } from '../../shared/domains/domain/domain-ownership.ts';
import type { Pool } from '../../shared/domains/domain/pool.ts';
import { LOOPBACK } from './net.ts';
import type { RuntimeStore } from './store.ts';

/** The only names that this DNS knows: nobody in the world owns one of them (RFC 2606). */
const TOP_LEVEL = '.example';
/** In a flag word of an answer (RFC 1035, section 4.1.1). */
const AUTHORITATIVE = 1 << 10;
const NO_SUCH_NAME = 3;

export interface DnsOptions {
  /** The pools of all workspaces, as they are now. */
  readonly pools: () => Promise<readonly Pool[]>;
  /** Whose each registered name is, across starts. */
  readonly registrants: { read(): Record<string, string>; save(registrants: Record<string, string>): void };
}

/**
 * A DNS server (UDP) for `.example`, in which every name belongs to the workspace that asked for it first: it sets the
 * record that Rex wants to see as soon as Rex wants to see it, so that the tour needs no person. Another workspace that
 * asks for the name, or for one below it, has no say in its DNS, as in the world.
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
  const texts = question?.type === 'TXT' ? await textsAt(options, question.name.toLowerCase()) : [];
  const response: Packet = {
    type: 'response',
    id,
    questions,
    flags: AUTHORITATIVE | (texts.length > 0 ? 0 : NO_SUCH_NAME),
    answers: texts.map((data) => ({ type: 'TXT', name: question?.name ?? '', ttl: 0, data })),
  };
  return encode(response);
}

async function textsAt({ pools, registrants }: DnsOptions, name: string): Promise<string[]> {
  if (!name.endsWith(TOP_LEVEL)) return [];
  const asked = (await pools()).flatMap(({ workspace, domains }) =>
    domains
      .filter(({ domain, ownership }) => challengeName(domain) === name && ownership)
      .map(({ ownership }) => ({ workspace, text: ownership?.challenge ?? '' })),
  );
  const [first] = asked;
  if (!first) return [];
  const registered = name.split('.').slice(-2).join('.');
  const known = registrants.read();
  const registrant = known[registered] ?? first.workspace;
  if (known[registered] === undefined) registrants.save({ ...known, [registered]: registrant });
  return asked.filter(({ workspace }) => workspace === registrant).map(({ text }) => text);
}

const SETTING = 'dns-registrants';

export const registrantsIn = (store: RuntimeStore): DnsOptions['registrants'] => ({
  read: () => JSON.parse(store.setting(SETTING) ?? '{}'),
  save: (registrants) => store.saveSetting(SETTING, JSON.stringify(registrants)),
});
