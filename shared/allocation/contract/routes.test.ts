import { describe, expect, it } from 'vitest';
import { domainNameSchema } from '../../domains/contract/sending-domain.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { resourceRoutes } from './routes.ts';

const { addDomain, giveDomain } = resourceRoutes;
const isAdded = (domain: string): boolean => addDomain.body.safeParse({ domain }).success;

const labels = (count: number, length: number): string =>
  [...Array<string>(count).fill('a'.repeat(length)), 'mail.example'].join('.');

describe('a sending domain', () => {
  it.each([
    'mail.acme.example',
    'xn--bcher-kva.example',
    'mail.xn--e1afmkfd.xn--p1ai',
    'a--b.example',
    labels(3, 60),
  ])('may be %s', (domain) => {
    expect(isAdded(domain)).toBe(true);
    expect(giveDomain.body.safeParse({ domain, to: 'acme' }).success).toBe(true);
  });

  it.each([
    ['another spelling of a name', 'Mail.acme.example'],
    ['another spelling of a name', 'mail.acme.example.'],
    ['another spelling of a name', 'bücher.example'],
    ['an address', '127.0.0.1'],
    ['a name without a parent', 'localhost'],
    ['too long for what stands before it in the DNS', labels(4, 58)],
  ])('is not %s: %s', (_, domain) => {
    expect(isAdded(domain)).toBe(false);
    expect(giveDomain.body.safeParse({ domain, to: 'acme' }).success).toBe(false);
  });

  it('with a name over the limit that was added earlier can still be removed by its name', () => {
    const long = labels(4, 58);
    expect(domainNameSchema.safeParse(long).success).toBe(true);
  });
});

describe('the local part of a sender address', () => {
  const taken = (name: string): boolean[] => [
    settingsSchema.shape.senderLocalPart.safeParse(name).success,
    addDomain.body.safeParse({ domain: 'mail.acme.example', inboxes: [{ name }] }).success,
  ];
  it.each(['hello', 'ann.b', 'a', '1', 'a_b-c', 'a-'])('may be %s', (name) => {
    expect(taken(name)).toEqual([true, true]);
  });
  it.each(['a.', 'a..b', '.a', '-a', 'A', 'a b', 'ä', '', 'a'.repeat(42)])(
    'is not %j, which SES would refuse mail by mail',
    (name) => {
      expect(taken(name)).toEqual([false, false]);
    },
  );
});
