import { isIPv6 } from 'node:net';

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

const MAPPED = `${'0'.repeat(20)}ffff`;

/** The hexadecimal digits of an IP address: 8 of one of version 4 (also written as `::ffff:a00:1`), 32 of version 6. */
export function addressDigits(address: string): string | undefined {
  const bytes = IPV4.exec(address)?.slice(1).map(Number);
  if (bytes !== undefined) {
    return bytes.some((byte) => byte > 255)
      ? undefined
      : bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  if (!isIPv6(address) || /[.%]/.test(address)) return undefined;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (part: string): string[] =>
    part === '' ? [] : part.split(':').map((group) => group.padStart(4, '0'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array<string>(8 - before.length - after.length).fill('0000');
  const digits = [...before, ...zeros, ...after].join('');
  return digits.startsWith(MAPPED) ? digits.slice(MAPPED.length) : digits;
}

/** The first and the last address of a block such as `10.0.0.0/8`. @throws what is wrong with it */
export function cidrRange(cidr: string): { readonly first: string; readonly last: string } {
  const [address = '', mask = '', ...others] = cidr.split('/');
  const digits = addressDigits(address);
  if (digits === undefined || others.length > 0 || !/^\d+$/.test(mask)) {
    throw new Error('cidr takes an IP address, a slash and a number of bits, such as 10.0.0.0/8.');
  }
  const bits = digits.length * 4;
  const kept = Number(mask);
  if (kept >= bits)
    throw new Error(`cidr takes fewer than ${bits} bits for ${address}; write it as a value.`);
  const free = (1n << BigInt(bits - kept)) - 1n;
  const value = BigInt(`0x${digits}`);
  const hex = (number: bigint): string => number.toString(16).padStart(digits.length, '0');
  return { first: hex(value & ~free), last: hex(value | free) };
}
