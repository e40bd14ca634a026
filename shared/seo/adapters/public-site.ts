import type { LookupAddress } from 'node:dns';
import robots from 'robots-parser';
import { FAULT_WORDS } from '../../webhooks/adapters/https/fault-words.ts';
import { faultOf, type Guard, guardedRequest } from '../../webhooks/adapters/https/guarded-request.ts';
import type { WebhookTargets } from '../../webhooks/contract/webhooks.ts';
import type { Site, SiteAnswer } from '../app/ports/site.ts';

/** As it stands in robots.txt. */
const AGENT = 'RexBot';
export const MAX_BYTES = 3_000_000;
const TIMEOUT_MS = 10_000;
const REDIRECTS = 5;

export interface PublicSiteOptions {
  readonly targets: WebhookTargets;
  readonly timeoutMs?: number;
  readonly resolve?: (host: string) => Promise<LookupAddress[]>;
}

/** Its types describe the default of a module that it does not have: the module is the function. */
const robotsParser = robots as unknown as typeof robots.default;
type Rules = ReturnType<typeof robotsParser>;
/** Why robots.txt cannot be had. */
interface Unreachable {
  readonly unreachable: string;
}

/**
 * Pages of public sites. Every address, also one of a redirect, is judged where its connection is opened, and asked of
 * robots.txt (RFC 9309): a file that is not there allows everything, one that cannot be had (5xx, no answer) nothing.
 */
export class PublicSite implements Site {
  private readonly options: PublicSiteOptions;
  private readonly rules = new Map<string, Promise<Rules | Unreachable>>();

  constructor(options: PublicSiteOptions) {
    this.options = options;
  }

  async read(url: string): Promise<SiteAnswer> {
    let at = url;
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      if (!URL.canParse(at) || !/^https?:$/.test(new URL(at).protocol))
        return { kind: 'refused', reason: `${at} is no address of a page.` };
      const refused = await this.refusal(at);
      if (refused) return { kind: 'refused', reason: refused };
      const answer = await this.fetch(at);
      if (answer.kind !== 'fetched') return answer;
      if (answer.location === undefined || answer.status < 300 || answer.status >= 400) {
        const { location: _, ...fetched } = answer;
        return fetched;
      }
      if (!URL.canParse(answer.location, at))
        return { kind: 'failed', reason: `${at} redirects to no address.` };
      at = new URL(answer.location, at).href;
    }
    return { kind: 'failed', reason: `${url} redirects more than ${REDIRECTS} times.` };
  }

  private async refusal(url: string): Promise<string | undefined> {
    const { origin } = new URL(url);
    const known = this.rules.get(origin) ?? this.readRules(origin);
    this.rules.set(origin, known);
    const rules = await known;
    if ('unreachable' in rules)
      return `${origin}/robots.txt cannot be read, so nothing there is read: ${rules.unreachable}`;
    return rules.isDisallowed(url, AGENT) ? `${origin}/robots.txt keeps ${AGENT} from ${url}.` : undefined;
  }

  private async readRules(origin: string): Promise<Rules | Unreachable> {
    const url = `${origin}/robots.txt`;
    let at = url;
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const answer = await this.fetch(at);
      if (answer.kind !== 'fetched') return { unreachable: answer.reason };
      if (answer.status >= 500) return { unreachable: `it answers ${answer.status}.` };
      const { status, location } = answer;
      if (status < 300) return robotsParser(url, answer.body);
      if (status >= 400 || location === undefined || !URL.canParse(location, at)) break;
      at = new URL(location, at).href;
    }
    return robotsParser(url, '');
  }

  private async fetch(
    url: string,
  ): Promise<
    | Exclude<SiteAnswer, { kind: 'fetched' }>
    | (Extract<SiteAnswer, { kind: 'fetched' }> & { location?: string | undefined })
  > {
    const { targets, resolve, timeoutMs = TIMEOUT_MS } = this.options;
    const signal = AbortSignal.timeout(timeoutMs);
    const guard: Guard = { targets, resolve, maxBytes: MAX_BYTES, plainHttp: true };
    const headers = {
      accept: 'text/html,application/xml;q=0.9,*/*;q=0.5',
      'user-agent': `Mozilla/5.0 (compatible; ${AGENT})`,
    };
    try {
      const answer = await guardedRequest({ method: 'GET', url, headers }, guard, signal);
      return {
        kind: 'fetched',
        url,
        status: answer.status,
        contentType: answer.headers['content-type'] ?? '',
        location: answer.headers.location,
        body: answer.body.toString('utf8'),
        bytes: answer.body,
      };
    } catch (error) {
      const fault = faultOf(error, signal);
      return fault === 'ADDRESS_NOT_ALLOWED'
        ? { kind: 'refused', reason: `${new URL(url).host} ${FAULT_WORDS[fault]}.` }
        : { kind: 'failed', reason: `${url} gave no answer (${fault}).` };
    }
  }
}
