import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { synthesizeForTest } from './synthesis.ts';

it('the AwsSolutions rules have no open findings', () => {
  const { app } = synthesizeForTest();
  const report = new AwsSolutionsChecks(app).validateScope(app);
  expect(
    report.violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  ).toEqual([]);
});

it('the rules find what is wrong', () => {
  const stack = new Stack();
  new Bucket(stack, 'Open');
  const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
  expect(violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-S10');
});
