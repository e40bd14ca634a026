import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledgeManagedPolicy, acknowledgeWildcard } from './acknowledge.ts';

const HANDLER_ID = /^AWS[0-9a-f]{32}$/;

/**
 * Makes a receipt rule set the active one, which CloudFormation cannot. An account has one active set per Region.
 * Deleting the stack leaves it active: no mail is lost while somebody works out what should come after it.
 */
export class ReceiptRuleActivation extends Construct {
  constructor(scope: Construct, id: string, ruleSetName: string) {
    super(scope, id);
    const activate = {
      service: 'SES',
      action: 'setActiveReceiptRuleSet',
      parameters: { RuleSetName: ruleSetName },
      physicalResourceId: PhysicalResourceId.of(`active:${ruleSetName}`),
    };
    const resource = new AwsCustomResource(this, 'Activate', {
      onCreate: activate,
      onUpdate: activate,
      installLatestAwsSdk: false,
      logGroup: new LogGroup(this, 'Logs', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({ actions: ['ses:SetActiveReceiptRuleSet'], resources: ['*'] }),
      ]),
    });
    acknowledgeWildcard(resource, '*', 'SES has no resource for the active rule set.');
    const handler = Stack.of(this).node.children.find((child) => HANDLER_ID.test(child.node.id));
    if (handler === undefined) throw new Error('The handler of AwsCustomResource is not where CDK puts it.');
    acknowledgeManagedPolicy(
      handler,
      'service-role/AWSLambdaBasicExecutionRole',
      "The handler is CDK's own; it runs at deployments only.",
    );
  }
}
