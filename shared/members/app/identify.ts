import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Claims, Identity } from '../../platform/app/token-verifier.ts';
import { isGood, subjectOfKey, used } from '../domain/api-key.ts';
import type { Membership } from '../domain/membership.ts';
import { isSecretOf, readSecretName } from '../domain/secrets.ts';
import type { ApiKeyStore, MembershipStore } from './ports/members.ts';

export interface IdentifyDeps {
  readonly memberships: Pick<MembershipStore, 'get' | 'team'>;
  readonly apiKeys: Pick<ApiKeyStore, 'get' | 'save'>;
  readonly clock: Clock;
}

/** Somebody who has signed in. Without a workspace they are a member of none, or of none that they asked for. */
export interface Known extends Pick<Identity, 'subject' | 'email'> {
  readonly workspace?: string | undefined;
  readonly role?: Identity['role'] | undefined;
}

/**
 * Who a person is in a workspace: the one that they ask for, else that of their token. A membership that is stored decides;
 * where there is none, the claims of the token do, in the workspace that they name and nowhere else.
 */
export async function identifyPerson(
  { memberships }: IdentifyDeps,
  { subject, email, workspace: own, role: claimed }: Claims,
  asked?: string,
): Promise<Known> {
  const workspace = asked ?? own;
  if (workspace === undefined) return { subject, email };
  const member = await memberships.get(workspace, subject);
  const mayClaim =
    workspace === own && (member !== undefined || !(await memberships.team(workspace)).membersOnly);
  const role = roleOf(member, mayClaim ? claimed : undefined);
  return role === undefined ? { subject, email } : { workspace, role, subject, email };
}

function roleOf(
  member: Membership | undefined,
  claimed: Identity['role'] | undefined,
): Identity['role'] | undefined {
  if (member === undefined) return claimed;
  if (member.state === 'gone') return undefined;
  return member.from === 'sign-in' ? claimed : member.role;
}

/** Whom an API key stands for; undefined for one that is unknown, expired or revoked. */
export async function identifyKey(deps: IdentifyDeps, shown: string): Promise<Identity | undefined> {
  const name = readSecretName('rxk', shown);
  const key = name && (await deps.apiKeys.get(name.workspace, name.id));
  const now = deps.clock.now();
  if (!key || !isSecretOf(key.hash, shown) || !isGood(key, now)) return undefined;
  const next = used(key, now);
  if (next !== key) await deps.apiKeys.save(next, []).catch(unlessConflict);
  return { workspace: key.workspace, role: key.role, subject: subjectOfKey(key) };
}

/** Whoever was faster has noted the use, or has revoked the key, which the next request meets. */
function unlessConflict(error: unknown): void {
  if (!(error instanceof RexError && error.code === 'VERSION_CONFLICT')) throw error;
}
