import { randomBytes } from 'node:crypto';
import { sha256 } from './hash.ts';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A time-ordered id, as a ULID in lower case: 10 characters of milliseconds, 16 of randomness, after a prefix
 * that says what it names (`m_` mission, `i_` import, `a_` approval, `e_` event).
 */
export function newId(prefix: string, now: Date): string {
  let time = now.getTime();
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = CROCKFORD[time % 32] + head;
    time = Math.floor(time / 32);
  }
  const tail = Array.from(randomBytes(16), (byte) => CROCKFORD[byte % 32]).join('');
  return `${prefix}_${head}${tail}`;
}

/** The id of a lead is a function of workspace and normalised address, so that importing twice finds the same lead. */
export const leadIdOf = (workspace: string, normalisedEmail: string): string =>
  `l_${sha256(`${workspace}\n${normalisedEmail}`).replaceAll(/[-_]/g, '').slice(0, 20)}`;
