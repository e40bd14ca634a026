import type { IncomingMessage } from 'node:http';

const HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** What makes the browser of a person send a request to this machine, as browsers tell it themselves. */
const FROM_OTHER_SITES = new Set(['cross-site', 'same-site']);

/**
 * Why a request must not be answered, or undefined. Pages of other sites that a browser on this machine has open reach
 * every port of it: they are known by their `Origin`, and those that gave their own name the address 127.0.0.1 (DNS
 * rebinding) by their `Host`. Programs send no `Origin`, and a browser always does when a page asks for more than to be
 * shown another one. `origins` are those of pages that may ask all the same.
 */
export function refusalOf(request: IncomingMessage, origins: readonly string[]): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers;
  const hosts = HOSTS.map((name) => `${name}:${request.socket.localPort}`);
  if (!hosts.includes(host)) return `Ask by one of these names: ${hosts.join(', ')}.`;
  if (origin !== undefined) {
    const isOwn = hosts.some((each) => origin === `http://${each}`);
    return isOwn || origins.includes(origin) ? undefined : 'Pages of other sites may not ask.';
  }
  const isNavigation = mode === 'navigate' && request.method === 'GET';
  const isForeign = typeof site === 'string' && FROM_OTHER_SITES.has(site);
  return isForeign && !isNavigation ? 'Pages of other sites may not ask.' : undefined;
}
