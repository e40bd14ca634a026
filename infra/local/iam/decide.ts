import type { Context } from './conditions.ts';
import type { Policies } from './policies.ts';
import type { Need, Principal, Statement } from './policy.ts';

export type Decision =
  | { readonly allowed: true; readonly by: { readonly action: string; readonly resource: string } }
  | { readonly allowed: false; readonly why: 'explicit-deny' | 'nothing-allows'; readonly where: PolicyKind };

type PolicyKind = 'identity-based' | 'resource-based';

/**
 * One need of one principal, as IAM decides within an account: an explicit deny wins, then the role's own policies or
 * the resource's must allow. (docs.aws.amazon.com/IAM, "Policy evaluation logic"; there are no boundaries, sessions or
 * organizations here.)
 */
export function decide(policies: Policies, principal: Principal, need: Need, context: Context): Decision {
  const own = principal.kind === 'role' ? (policies.roles.get(principal.roleArn)?.statements ?? []) : [];
  const theirs = policies.resources.get(ownerOf(need.resource)) ?? [];
  let by: { action: string; resource: string } | undefined;
  for (const statement of own) {
    const match = statement.match(need, context);
    if (match === undefined) continue;
    if (statement.effect === 'Deny') return deniedBy('identity-based');
    by ??= match;
  }
  for (const statement of theirs) {
    if (!statement.fitsPrincipal(principal)) continue;
    const match = statement.match(need, context);
    if (match === undefined) continue;
    if (statement.effect === 'Deny') return deniedBy('resource-based');
    by ??= match;
  }
  if (by !== undefined) return { allowed: true, by };
  return {
    allowed: false,
    why: 'nothing-allows',
    where: principal.kind === 'role' ? 'identity-based' : 'resource-based',
  };
}

/** Whether the trust policy of a role lets the service assume it. */
export function mayAssume(trust: readonly Statement[], service: string, context: Context): boolean {
  const principal: Principal = { kind: 'service', service };
  const need: Need = { action: 'sts:AssumeRole', resource: '*' };
  const found = trust.filter(
    (each) => each.fitsPrincipal(principal) && each.match(need, context) !== undefined,
  );
  return found.length > 0 && found.every(({ effect }) => effect === 'Allow');
}

const deniedBy = (where: PolicyKind): Decision => ({ allowed: false, why: 'explicit-deny', where });

const OBJECT = /^(arn:aws:s3:::[^/]+)\//;
const LAMBDA_VERSION = /^(arn:aws:lambda:[^:]*:\d*:function:[^:]+):/;

/** The resource that has the policy: the bucket of an object, the function of a version. */
const ownerOf = (resource: string): string =>
  OBJECT.exec(resource)?.[1] ?? LAMBDA_VERSION.exec(resource)?.[1] ?? resource;
