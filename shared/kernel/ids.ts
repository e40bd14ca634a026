import { createHash, randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A time-ordered id, as a ULID in lower case: 10 characters of milliseconds, 16 of randomness, after a prefix
 * that says what it names (`m_` mission, `i_` import, `a_` approval, `e_` event).
 */
export function newId(prefix: string, now: Date): string {
  const tail = Array.from(randomBytes(16), (byte) => CROCKFORD[byte % 32]).join('');
  return `${prefix}_${timeOf(now)}${tail}`;
}

/** An id of the same form that is a function of what it is made for: a repeat gives it again. */
export const derivedId = (prefix: string, when: Date, of: string): string =>
  `${prefix}_${timeOf(when)}${shortHash(of, 16)}`;

/** Milliseconds as 10 characters that sort by time: the beginning of an id. */
export function timeOf(when: Date): string {
  let time = when.getTime();
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = CROCKFORD[time % 32] + head;
    time = Math.floor(time / 32);
  }
  return head;
}

/** The first `length` characters of the SHA-256 of a text in lower-case base32: safe in an e-mail's local part. */
export function shortHash(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest();
  let hash = '';
  for (const byte of digest.subarray(0, length)) hash += CROCKFORD[byte % 32];
  return hash;
}

/** The id of a lead is a function of workspace and normalised address, so that importing twice finds the same lead. */
export const leadIdOf = (workspace: string, emailIdentity: string): string =>
  `l_${shortHash(`${workspace}\n${emailIdentity}`, 20)}`;
