import ipaddr from 'ipaddr.js';
import type { WebhookTargets } from '../contract/webhooks.ts';

/** Global unicast (RFC 4291): ipaddr.js calls the rest of the space "unicast" too, as long as nobody has it. */
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Whether a connection to this address may be opened: no private, shared, link-local (with the metadata of clouds),
 * loopback, multicast or reserved one, nor an IPv6 address that stands for such an IPv4 address.
 */
export function mayReach(address: string, targets: WebhookTargets): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (targets === 'loopback') return range === 'loopback';
  if (targets === 'nowhere' || range !== 'unicast') return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(GLOBAL_IPV6);
}

/** The host of an address where it is an address itself: then no name is looked up when a connection is opened. */
export function literalHost(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(host) ? host : undefined;
}

/** What is wrong with the address of an endpoint before any name is looked up; undefined when nothing is. */
export function problemOf(address: string, targets: WebhookTargets): string | undefined {
  const url = new URL(address);
  if (targets === 'nowhere') {
    return 'is not called by this Rex, which runs on one machine: start it with REX_WEBHOOKS=loopback or REX_WEBHOOKS=on';
  }
  if (url.protocol !== 'https:' && targets !== 'loopback') return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must not contain a user or a password';
  if (url.hash !== '') return 'must not contain a fragment (#)';
  const host = literalHost(url);
  if (host !== undefined && !mayReach(host, targets)) {
    return targets === 'loopback'
      ? 'must be on this machine (REX_WEBHOOKS=loopback)'
      : 'must be a public address, not one of a private, link-local or reserved network';
  }
  return undefined;
}
