import { createHmac, randomBytes } from 'node:crypto';
import { equalInConstantTime, sha256 } from '../../kernel/hash.ts';
import type { IssueRef } from './issue.ts';

/** Which subscription a link is about. */
export interface Subscriber {
  readonly workspace: string;
  readonly newsletter: string;
  readonly leadId: string;
}

const PLACE = /^([a-z][a-z0-9]{1,15})\.([a-z][a-z0-9]{1,29})\.([0-9a-z]{20})\.([A-Za-z0-9_-]{20,43})$/;
const placeOf = ({ workspace, newsletter, leadId }: Subscriber): string =>
  `${workspace}.${newsletter}.${leadId.slice(2)}`;

function read(token: string): (Subscriber & { readonly secret: string }) | undefined {
  const [, workspace, newsletter, lead, secret] = PLACE.exec(token) ?? [];
  return workspace && newsletter && lead && secret
    ? { workspace, newsletter, leadId: `l_${lead}`, secret }
    : undefined;
}

/** A new link to confirm: 192 random bits. Only the hash is kept. */
export function newConfirmToken(subscriber: Subscriber): { readonly token: string; readonly hash: string } {
  const secret = randomBytes(24).toString('base64url');
  return { token: `${placeOf(subscriber)}.${secret}`, hash: sha256(secret) };
}

/** Undefined for what is no such link. Whether it is known, the hash tells. */
export function readConfirmToken(
  token: string,
): { readonly subscriber: Subscriber; readonly hash: string } | undefined {
  const found = read(token);
  if (!found) return undefined;
  const { secret, ...subscriber } = found;
  return { subscriber, hash: sha256(secret) };
}

/** A link to unsubscribe, signed: it needs no record, and does not end. */
export const leaveToken = (key: string, subscriber: Subscriber): string =>
  `${placeOf(subscriber)}.${signature(key, subscriber)}`;

/** Undefined for a link that is not ours. */
export function readLeaveToken(key: string, token: string): Subscriber | undefined {
  const found = read(token);
  if (!found) return undefined;
  const { secret, ...subscriber } = found;
  return equalInConstantTime(secret, signature(key, subscriber)) ? subscriber : undefined;
}

const PAGE = /^([a-z][a-z0-9]{1,15})\.([a-z][a-z0-9]{1,29}-[0-9a-z]{26})\.([A-Za-z0-9_-]{27})$/;

/** The public page of an issue, signed: nobody guesses it. */
export const pageToken = (key: string, { workspace, id }: IssueRef): string =>
  `${workspace}.${id}.${hmac(key, `issue ${workspace}.${id}`)}`;

/** Undefined for a page that is not ours. */
export function readPageToken(key: string, token: string): IssueRef | undefined {
  const [, workspace, id, secret] = PAGE.exec(token) ?? [];
  if (!workspace || !id || !secret) return undefined;
  return equalInConstantTime(token, pageToken(key, { workspace, id })) ? { workspace, id } : undefined;
}

const hmac = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, 27);

const signature = (key: string, subscriber: Subscriber): string =>
  hmac(key, `newsletter ${placeOf(subscriber)}`);

/** The public name of a form: `<workspace>.<newsletter>`. */
export const formName = (workspace: string, newsletter: string): string => `${workspace}.${newsletter}`;

export function readFormName(name: string): { workspace: string; newsletter: string } | undefined {
  const [, workspace, newsletter] = /^([a-z][a-z0-9]{1,15})\.([a-z][a-z0-9]{1,29})$/.exec(name) ?? [];
  return workspace && newsletter ? { workspace, newsletter } : undefined;
}
