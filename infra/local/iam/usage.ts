import type { Role } from './policies.ts';
import type { Refusal } from './refusal.ts';

interface Permission {
  readonly role: string;
  /** As the policy has it: possibly with a wildcard. */
  readonly action: string;
  readonly resource: string;
}

export interface UsageReport {
  readonly denied: readonly (Refusal & { readonly times: number })[];
  readonly used: readonly Permission[];
  /** What roles are allowed and nobody has done since the start. */
  readonly unused: readonly Permission[];
}

export interface Usage {
  used(roleArn: string, by: { readonly action: string; readonly resource: string }): void;
  denied(refusal: Refusal): void;
  report(): UsageReport;
}

/** Writing logs and traces is done by AWS itself, which has no part in what runs here. */
const BY_AWS_ITSELF = /^(logs|xray):/;

/** Remembers what roles did by which part of which statement, and what was refused. */
export function createUsage(
  roles: ReadonlyMap<string, Role>,
  onFirst: (line: object) => void = () => undefined,
): Usage {
  const used = new Map<string, Set<string>>();
  const permissions: Permission[] = [];
  const denied = new Map<string, { readonly refusal: Refusal; times: number }>();
  return {
    used(roleArn, { action, resource }) {
      const known = used.get(roleArn) ?? new Set();
      used.set(roleArn, known);
      const key = `${action} ${resource}`;
      if (known.has(key)) return;
      known.add(key);
      const permission = { role: roles.get(roleArn)?.name ?? roleArn, action, resource };
      permissions.push(permission);
      onFirst({ used: permission });
    },
    denied(refusal) {
      const key = `${refusal.principal} ${refusal.action} ${refusal.resource}`;
      const known = denied.get(key);
      if (known !== undefined) known.times++;
      else {
        denied.set(key, { refusal, times: 1 });
        onFirst({ denied: refusal });
      }
    },
    report: () => ({
      denied: [...denied.values()].map(({ refusal, times }) => ({ ...refusal, times })),
      used: permissions,
      unused: [...roles.values()].flatMap((role) =>
        granted(role).filter(({ action, resource }) => {
          const known = used.get(role.arn);
          return known?.has(`${action} ${resource}`) !== true && !BY_AWS_ITSELF.test(action);
        }),
      ),
    }),
  };
}

const granted = ({ name, statements }: Role): Permission[] =>
  statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => ({ role: name, action, resource }))),
    );
