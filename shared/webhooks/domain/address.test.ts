import { describe, expect, it } from 'vitest';
import { literalHost, mayReach, problemOf } from './address.ts';

describe('addresses to which a connection may be opened', () => {
  it.each(['8.8.8.8', '93.184.215.14', '2606:4700::1111', '::ffff:8.8.8.8'])('public: %s', (address) => {
    expect(mayReach(address, 'public')).toBe(true);
    expect(mayReach(address, 'loopback')).toBe(false);
    expect(mayReach(address, 'nowhere')).toBe(false);
  });

  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '::1'],
    ['loopback as IPv6', '::ffff:127.0.0.1'],
    ['this host', '0.0.0.0'],
    ['this host', '::'],
    ['private', '10.0.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['private as IPv6', '::ffff:10.0.0.1'],
    ['an old form of IPv4 in IPv6', '::7f00:1'],
    ['unique local', 'fd00:ec2::254'],
    ['site local', 'fec0::1'],
    ['link local', '169.254.0.1'],
    ['metadata of clouds', '169.254.169.254'],
    ['credentials of containers', '169.254.170.2'],
    ['link local', 'fe80::1'],
    ['shared by carriers', '100.64.0.1'],
    ['translated IPv4', '64:ff9b::7f00:1'],
    ['tunnelled IPv4', '2002:7f00:1::'],
    ['tunnelled IPv4', '2001::1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '2001:db8::1'],
    ['benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['not given out', '4000::1'],
    ['no address', 'localhost'],
  ])('not %s: %s', (_, address) => {
    expect(mayReach(address, 'public')).toBe(false);
  });
});

describe('addresses of endpoints', () => {
  it.each([
    ['https://hooks.acme.example/rex?key=1', undefined],
    ['https://8.8.8.8:8443/', undefined],
    ['http://hooks.acme.example/', 'https'],
    ['https://user@hooks.acme.example/', 'user'],
    ['https://hooks.acme.example/#part', 'fragment'],
    ['https://169.254.169.254/latest/meta-data', 'public address'],
    ['https://[::ffff:10.0.0.1]/', 'public address'],
    // What browsers and Node.js read as 127.0.0.1.
    ['https://2130706433/', 'public address'],
    ['https://0x7f.1/', 'public address'],
    ['https://127.1/', 'public address'],
  ])('%s', (url, problem) => {
    const found = problemOf(url, 'public');
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(problem);
  });

  it('on one machine are refused until it is allowed, and then are those of this machine', () => {
    expect(problemOf('https://hooks.acme.example/', 'nowhere')).toContain('REX_WEBHOOKS=loopback');
    expect(problemOf('http://localhost:8080/', 'loopback')).toBeUndefined();
    expect(problemOf('http://8.8.8.8/', 'loopback')).toContain('this machine');
  });

  it('know a host that is an address', () => {
    expect(literalHost(new URL('https://[::1]:8443/'))).toBe('::1');
    expect(literalHost(new URL('https://0177.0.0.1/'))).toBe('127.0.0.1');
    expect(literalHost(new URL('https://acme.example/'))).toBeUndefined();
  });
});
