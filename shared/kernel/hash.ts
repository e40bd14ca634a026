import { hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 as base64url without padding (43 characters). */
export const sha256 = (text: string | Uint8Array): string => hash('sha256', text, 'base64url');

/** Compares two strings in a time that does not depend on where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A number in [0, 1) that depends on nothing but the text: for permanent holdouts and stable A/B variants. */
export function unitInterval(text: string): number {
  // Text and not bytes: a quarter of the time, and lists are drawn from for each of their people.
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16) / 2 ** 48;
}
