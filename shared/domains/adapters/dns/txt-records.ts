import { Resolver } from 'node:dns/promises';
import { RexError } from '../../../kernel/errors.ts';
import type { TxtRecords } from '../../app/ports/domains.ts';

const TIMEOUT_MS = 2_000;
const TRIES = 2;
/** The name server answered that there is no such record. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA', 'NOTFOUND', 'NODATA']);

/** TXT records as the DNS has them now. */
export class DnsTxtRecords implements TxtRecords {
  private readonly resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });

  /** @param servers `address:port` each; by default those of the system */
  constructor(servers: readonly string[] = []) {
    if (servers.length > 0) this.resolver.setServers(servers);
  }

  async txt(name: string): Promise<string[]> {
    try {
      // A long text is split into parts of 255 bytes (RFC 1035, section 3.3.14).
      return (await this.resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
      if (NOTHING.has(code)) return [];
      throw new RexError('PROVIDER_UNAVAILABLE', `The DNS does not answer for ${name} (${code}).`, {
        cause: error,
      });
    }
  }
}
