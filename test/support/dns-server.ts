import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import { DnsTxtRecords } from '../../shared/domains/adapters/dns/txt-records.ts';

/** A DNS server that has the TXT records that a test sets. */
export interface DnsServer {
  /** Asks this server, by the protocol. */
  readonly resolver: DnsTxtRecords;
  set(name: string, ...texts: string[]): void;
  stop(): Promise<void>;
}

const NO_SUCH_NAME = 3;

export async function startDnsServer(): Promise<DnsServer> {
  const records = new Map<string, readonly string[]>();
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message);
    const name = questions[0]?.name.toLowerCase() ?? '';
    const texts = records.get(name) ?? [];
    const answers = texts.map((data) => ({ type: 'TXT' as const, name, ttl: 0, data }));
    const flags = texts.length > 0 ? 0 : NO_SUCH_NAME;
    socket.send(encode({ type: 'response', id, questions, answers, flags }), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    resolver: new DnsTxtRecords([`127.0.0.1:${socket.address().port}`]),
    set: (name, ...texts) => void records.set(name, texts),
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
