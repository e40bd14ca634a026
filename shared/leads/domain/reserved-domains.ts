/**
 * Domains that reach nobody: reserved for tests, documents and private networks. From IANA's registry of special-use domain
 * names of 2026, as far as an address may end in one.
 */
const NOWHERE = [
  ...['invalid', 'test', 'localhost', 'local', 'onion', 'alt', 'arpa', 'internal'],
  // Not in the registry; left alone by ICANN because home networks use them.
  ...['lan', 'home', 'corp', 'localdomain', 'intranet'],
];
/** Reserved for documents and demonstrations (RFC 2606, RFC 6761). The local demo mails them, to itself. */
const EXAMPLES = ['example', 'example.com', 'example.net', 'example.org'];

const within = (domain: string, names: readonly string[]): boolean =>
  names.some((name) => domain === name || domain.endsWith(`.${name}`));

/** Whether no mail can ever go there, wherever Rex runs. @param domain in lower-case ASCII */
export const isNowhere = (domain: string): boolean => within(domain, NOWHERE);

/** Whether it is a domain for examples. @param domain in lower-case ASCII */
export const isExampleDomain = (domain: string): boolean => within(domain, EXAMPLES);

export const domainOfAddress = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();
