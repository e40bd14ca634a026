import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Accepts a finding of cdk-nag here and below, for the reason that makes it acceptable. */
export function acknowledge(scope: IConstruct, rule: string, reason: string): void {
  Validations.of(scope).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** Accepts one wildcard in a policy. @param resource as cdk-nag writes it, such as `<Table.Arn>/index/*`. */
export function acknowledgeWildcard(scope: IConstruct, resource: string, reason: string): void {
  acknowledge(scope, `IAM5[Resource::${resource}]`, reason);
}

export function acknowledgeManagedPolicy(scope: IConstruct, name: string, reason: string): void {
  acknowledge(scope, `IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason);
}
