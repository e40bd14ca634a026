import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  CfnReceiptRule,
  CfnReceiptRuleSet,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { appendEvents, operateFor, readObjects, readSecret, readWriteRecords } from '../capabilities.ts';
import { type Deployment, FEEDBACK_BATCH } from '../config.ts';
import { raiseAlarm } from '../constructs/alarm.ts';
import { bucketArnOf } from '../constructs/private-bucket.ts';
import { ReceiptRuleActivation } from '../constructs/receipt-rule-activation.ts';
import { type FunctionPlatform, RexFunction } from '../constructs/rex-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { CONFIGURATION_SET, MAIL_PREFIX, RECEIPT_RULE, RECEIPT_RULE_SET } from '../names.ts';
import type { DataStack } from './data-stack.ts';

const REPORTED = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.OPEN,
  EmailSendingEvent.CLICK,
];
/** AWS reviews an account at 5 % bounces or 0.1 % complaints; the alarms come before that. */
const BOUNCE_ALARM = 0.04;
const COMPLAINT_ALARM = 0.0008;

export interface MailStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly platform: FunctionPlatform;
  readonly data: DataStack;
}

/** What SES tells us about mail that went out, and the mail that comes in. */
export class MailStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, platform, data, ...props }: MailStackProps) {
    super(scope, id, props);
    this.#feedback(platform, data);
    this.#inbound(deployment, platform, data);
    this.#reputation(platform);
  }

  #feedback(platform: FunctionPlatform, { tables, topicKey }: DataStack): void {
    const topic = new Topic(this, 'SesEvents', { masterKey: topicKey, enforceSSL: true });
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: CONFIGURATION_SET,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    configurationSet.addEventDestination('Feedback', {
      destination: EventDestination.snsTopic(topic),
      events: REPORTED,
    });
    const consumer = new RexFunction(this, 'consumers/feedback', platform, {
      uses: [readWriteRecords(tables.records), appendEvents(tables.events)],
      timeout: Duration.minutes(1),
    });
    const queue = new WorkQueue(this, 'Feedback', {
      name: 'feedback',
      workTimeout: consumer.timeout,
      impact:
        'Bounces, complaints or deliveries are not recorded: people who complained may be written to again. Pause sending.',
      alarmTopic: platform.alarmTopic,
    });
    queue.subscribeTo(topic);
    queue.consumeWith(consumer, { batchSize: FEEDBACK_BATCH, window: Duration.seconds(1) });
  }

  #inbound(
    deployment: Deployment,
    platform: FunctionPlatform,
    { tables, topicKey, files, secrets }: DataStack,
  ): void {
    const topic = inboundTopic(this, topicKey);
    if (deployment.receiveMail) this.#receiptRule(deployment, files, topic);
    const consumer = new RexFunction(this, 'consumers/inbound', platform, {
      uses: [
        readWriteRecords(tables.records),
        appendEvents(tables.events),
        readObjects('INBOUND_BUCKET', {
          bucket: files.inbound,
          bucketArn: bucketArnOf('inbound'),
          prefix: MAIL_PREFIX,
        }),
        readSecret('THREAD_SECRET_ARN', secrets.thread),
        operateFor(deployment.operatorsWorkspace),
      ],
      timeout: Duration.minutes(1),
    });
    const queue = new WorkQueue(this, 'Inbound', {
      name: 'inbound',
      workTimeout: consumer.timeout,
      impact: 'Replies and unsubscribe requests by mail are not acted on. Pause sending until they are.',
      alarmTopic: platform.alarmTopic,
    });
    queue.subscribeTo(topic);
    queue.consumeWith(consumer, { batchSize: 10 });
  }

  #receiptRule({ inboundDomain }: Deployment, files: DataStack['files'], topic: Topic): void {
    const ruleSet = new CfnReceiptRuleSet(this, 'ReceiptRules', { ruleSetName: RECEIPT_RULE_SET });
    const rule = new CfnReceiptRule(this, 'ReceiptRule', {
      ruleSetName: ruleSet.ref,
      rule: {
        name: RECEIPT_RULE,
        enabled: true,
        scanEnabled: true,
        // Some senders have no TLS; a reply that is refused is a person who is not heard.
        tlsPolicy: 'Optional',
        ...(inboundDomain && { recipients: inboundDomain }),
        actions: [
          {
            s3Action: {
              bucketName: files.inbound.bucketName,
              objectKeyPrefix: MAIL_PREFIX,
              topicArn: topic.topicArn,
            },
          },
        ],
      },
    });
    rule.node.addDependency(topic);
    new ReceiptRuleActivation(this, 'Activation', RECEIPT_RULE_SET).node.addDependency(rule);
  }

  #reputation({ alarmTopic: topic }: FunctionPlatform): void {
    const rates = [
      { id: 'BounceRate', threshold: BOUNCE_ALARM },
      { id: 'ComplaintRate', threshold: COMPLAINT_ALARM },
    ];
    for (const { id, threshold } of rates) {
      raiseAlarm(this, id, {
        metric: new Metric({
          namespace: 'AWS/SES',
          metricName: `Reputation.${id}`,
          statistic: 'Maximum',
          period: Duration.hours(1),
        }),
        threshold,
        impact: `${id} is near the point at which AWS reviews the account and may stop all sending.`,
        topic,
      });
    }
  }
}

/** A topic to which SES may publish for our receipt rule only. For event destinations CDK writes such a policy itself. */
function inboundTopic(stack: Stack, masterKey: IKey): Topic {
  const topic = new Topic(stack, 'InboundMail', { masterKey, enforceSSL: true });
  const rule = stack.formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${RECEIPT_RULE_SET}:receipt-rule/${RECEIPT_RULE}`,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'SesPublishes',
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnEquals: { 'aws:SourceArn': rule },
      },
    }),
  );
  return topic;
}
