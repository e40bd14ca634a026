import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { Permission } from './capability.ts';

/** Adds the permission to the role, and acknowledges each of its wildcards with the reason given for it. */
export function allow(role: IRole, { actions, resources, conditions, wildcardReason }: Permission): void {
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [...resources],
      ...(conditions && { conditions }),
    }),
  );
  if (wildcardReason === undefined) return;
  for (const resource of resources) {
    // cdk-nag knows a wildcard by the text that it makes of the resource.
    const finding = flattenCfnReference(Stack.of(role).resolve(resource));
    if (finding.includes('*')) acknowledgeWildcard(role, finding, wildcardReason);
  }
}
