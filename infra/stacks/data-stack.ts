import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Aws, CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Deployment } from '../config.ts';
import { Files } from '../constructs/files.ts';
import { raiseFunctionAlarms } from '../constructs/function-alarms.ts';
import { Secrets } from '../constructs/secrets.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { Tables } from '../constructs/tables.ts';

/** What must outlive every deployment, and what all other stacks stand on. It depends on none of them. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly files: Files;
  readonly secrets: Secrets;
  readonly signIn: SignIn;
  /** Encrypts what passes through topics. The keys that AWS manages do not let its own services publish. */
  readonly topicKey: Key;
  readonly alarmTopic: Topic;

  constructor(scope: Construct, id: string, props: StackProps & { deployment: Deployment }) {
    super(scope, id, { ...props, terminationProtection: true });
    const { alarmEmail } = props.deployment;
    this.tables = new Tables(this, 'Tables');
    this.files = new Files(this, 'Files');
    this.secrets = new Secrets(this, 'Secrets');
    this.signIn = new SignIn(this, 'SignIn');
    this.topicKey = topicKey(this);
    this.alarmTopic = new Topic(this, 'Alarms', {
      displayName: 'Rex alarms',
      masterKey: this.topicKey,
      enforceSSL: true,
    });
    this.alarmTopic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    raiseFunctionAlarms(this, this.alarmTopic);
    // The user pool for invitations, and the topic for alarms.
    new CfnOutput(this, 'UserPoolId', { value: this.signIn.userPoolId });
    new CfnOutput(this, 'AlarmTopicArn', { value: this.alarmTopic.topicArn });
    if (alarmEmail !== undefined) this.alarmTopic.addSubscription(new EmailSubscription(alarmEmail));
  }
}

function topicKey(scope: Construct): Key {
  const key = new Key(scope, 'TopicKey', {
    description: 'Rex: messages of SNS topics',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const service of ['cloudwatch.amazonaws.com', 'ses.amazonaws.com']) {
    key.grantEncryptDecrypt(
      new ServicePrincipal(service, {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
  return key;
}
