import { Resolver } from 'node:dns/promises';
import type { DnsAnswer, LookUps } from '../../app/ports/look-ups.ts';
import type { RecordType } from '../../domain/wanted-records.ts';

const TIMEOUT_MS = 3_000;
const TRIES = 2;
/** The name server answered that there is no such record. Every other code means that nobody knows. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

export type DnsResolver = Pick<Resolver, 'resolveTxt' | 'resolveCname' | 'resolveMx'>;

/** @param servers `address:port` each; by default those of the system */
export function newResolver(servers: readonly string[] = []): DnsResolver {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

/** DNS records as a resolver has them now. */
export class ResolverLookUps implements LookUps {
  private readonly resolver: DnsResolver;

  constructor(resolver: DnsResolver) {
    this.resolver = resolver;
  }

  async look(name: string, type: RecordType): Promise<DnsAnswer> {
    try {
      return { known: true, values: await this.values(name, type) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
      return NOTHING.has(code) ? { known: true, values: [] } : { known: false, reason: code };
    }
  }

  private async values(name: string, type: RecordType): Promise<string[]> {
    if (type === 'CNAME') return (await this.resolver.resolveCname(name)).map(plain);
    // A long text is split into parts of 255 bytes (RFC 1035, section 3.3.14).
    if (type === 'TXT') return (await this.resolver.resolveTxt(name)).map((parts) => parts.join(''));
    const mxs = await this.resolver.resolveMx(name);
    return mxs
      .toSorted((a, b) => a.priority - b.priority)
      .map(({ priority, exchange }) => `${priority} ${plain(exchange)}`);
  }
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
