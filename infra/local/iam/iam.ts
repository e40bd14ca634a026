import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Resource } from '../template/resolve.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import type { Context } from './conditions.ts';
import { decide, mayAssume } from './decide.ts';
import { readPolicies } from './policies.ts';
import type { Need, Principal } from './policy.ts';
import type { Refusal } from './refusal.ts';
import { createUsage, type UsageReport } from './usage.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Who may do what, by the templates. */
export interface Iam {
  /** What the function signs its requests with; they stand for the function's role. */
  credentialsOf(functionName: string): Credentials;
  /** By the access key of a request: `undefined` for whoever operates this machine, who may do everything. */
  principalOf(accessKeyId: string): Principal | undefined;
  /** What an access key signs with; that of who operates this machine is the key itself. */
  secretOf(accessKeyId: string): string;
  /** The first need that is not allowed; `undefined` when all are. */
  refusalOf(principal: Principal, needs: readonly Need[]): Refusal | undefined;
  /** A role as it is used by another service than Lambda. */
  roleAs(roleArn: string, session: string): Principal;
  /** Whether the role exists and lets the service assume it. */
  mayAssume(roleArn: string, service: string): boolean;
  report(): UsageReport;
}

const functionProperties = z.looseObject({ Role: z.string().optional() });

export interface IamOptions {
  /** Told once of every permission that is used, and of every one that is missed. */
  readonly onFirst?: (line: object) => void;
}

/** @throws for policies that cannot be decided here, and for functions without a role. */
export function createIam(resources: readonly Resource[], { onFirst }: IamOptions = {}): Iam {
  const policies = readPolicies(resources);
  const usage = createUsage(policies.roles, onFirst);
  const contexts = new Map<string, Context>();
  const functions = new Map<string, { principal: Principal; credentials: Credentials }>();
  const byKey = new Map<string, Principal>();
  const secrets = new Map<string, string>();
  const roleAs = (roleArn: string, session: string): Principal => {
    const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    return { kind: 'role', roleArn, sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}` };
  };
  for (const { type, name, logicalId, properties } of resources) {
    if (type !== 'AWS::Lambda::Function') continue;
    const { Role } = functionProperties.parse(properties);
    if (Role === undefined) throw new Error(`Function ${logicalId} has no role.`);
    const principal = roleAs(Role, name);
    const credentials = credentialsFor(name);
    functions.set(name, { principal, credentials });
    byKey.set(credentials.accessKeyId, principal);
    secrets.set(credentials.accessKeyId, credentials.secretAccessKey);
  }

  const contextOf = (principal: Principal, need: Need): Context => {
    const name = nameOf(principal);
    const common = contexts.get(name) ?? commonContext(principal);
    contexts.set(name, common);
    return need.context === undefined ? common : { ...common, ...need.context };
  };
  return {
    credentialsOf(functionName) {
      const known = functions.get(functionName);
      if (known === undefined) throw new Error(`There is no function ${functionName}.`);
      return known.credentials;
    },
    principalOf: (accessKeyId) => byKey.get(accessKeyId),
    secretOf: (accessKeyId) => secrets.get(accessKeyId) ?? accessKeyId,
    refusalOf(principal, needs) {
      for (const need of needs) {
        const decision = decide(policies, principal, need, contextOf(principal, need));
        if (decision.allowed) {
          if (principal.kind === 'role') usage.used(principal.roleArn, decision.by);
          continue;
        }
        const { action, resource } = need;
        const { why, where } = decision;
        const reason =
          why === 'explicit-deny'
            ? `with an explicit deny in ${article(where)} policy`
            : `because no ${where} policy allows the ${action} action`;
        const refusal = { principal: nameOf(principal), action, resource, reason };
        usage.denied(refusal);
        return refusal;
      }
      return undefined;
    },
    roleAs,
    mayAssume(roleArn, service) {
      const role = policies.roles.get(roleArn);
      return role !== undefined && mayAssume(role.trust, service, { 'aws:sourceaccount': ACCOUNT });
    },
    report: () => usage.report(),
  };
}

/** The ARN that AWS names in its messages, or the service. */
function nameOf(principal: Principal): string {
  if (principal.kind === 'role') return principal.sessionArn;
  return principal.kind === 'service' ? principal.service : 'anonymous';
}

/** The endpoint speaks HTTP on the loopback address only, which stands for TLS: what denies the open wire denies nothing. */
function commonContext(principal: Principal): Context {
  const common = {
    'aws:securetransport': 'true',
    'aws:requestedregion': REGION,
    'aws:sourceaccount': principal.kind === 'service' ? ACCOUNT : [],
  };
  if (principal.kind === 'role')
    return {
      ...withoutEmpty(common),
      'aws:principalarn': principal.roleArn,
      'aws:principalaccount': ACCOUNT,
    };
  return principal.kind === 'service'
    ? { ...common, 'aws:sourceowner': ACCOUNT, 'aws:principalservicename': principal.service }
    : withoutEmpty(common);
}

const withoutEmpty = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).filter(([, value]) => value.length > 0));

const article = (kind: string): string => (kind === 'identity-based' ? `an ${kind}` : `a ${kind}`);

/** The same for the same function at each start: a form that was signed yesterday is good today. */
export function credentialsFor(functionName: string): Credentials {
  const hash = createHash('sha256').update(functionName).digest('hex').toUpperCase();
  return { accessKeyId: `ASIA${hash.slice(0, 16)}`, secretAccessKey: 'local', sessionToken: 'local' };
}
