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
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { TopicQueueName } from '../../shared/api/contract/queues.ts';
import {
  appendEvents,
  insertBatches,
  mailOf,
  operateFor,
  readObjects,
  readSecret,
  readWriteRecords,
  sendTo,
} from '../capabilities.ts';
import type { Deployment } from '../config.ts';
import { raiseAlarm } from '../constructs/alarm.ts';
import type { Capability } from '../constructs/capability.ts';
import { ReceiptRuleActivation } from '../constructs/receipt-rule-activation.ts';
import type { FunctionPlatform } from '../constructs/rex-function.ts';
import { titled, WorkQueue } from '../constructs/work-queue.ts';
import { CONFIGURATION_SET, MAIL_PREFIX, RECEIPT_RULE, RECEIPT_RULE_SET, UNTRACKED_SET } from '../names.ts';
import type { DataStack } from './data-stack.ts';

/** Not what was accepted: the answer to the call says so, and where it was lost Delivery, Bounce or Reject settles the send. */
const REPORTED = [
  EmailSendingEvent.REJECT,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
];
/** Where these are reported, SES puts a pixel into the mail, and an address of its own into each link. */
const TRACKED = [EmailSendingEvent.OPEN, EmailSendingEvent.CLICK];
/** AWS reviews an account at 5 % bounces or 0.1 % complaints; the alarms come before that. */
const BOUNCE_ALARM = 0.04;
const COMPLAINT_ALARM = 0.0008;

export interface MailStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly platform: FunctionPlatform;
  readonly data: DataStack;
  /** Questions that people write become tasks. */
  readonly tasks: WorkQueue;
}

interface TopicConsumer {
  readonly topic: ITopic;
  /** All that the consumer of the queue may do. */
  readonly uses: readonly Capability[];
}

/** What SES tells us about mail that went out, and the mail that comes in. */
export class MailStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, platform, data, tasks, ...props }: MailStackProps) {
    super(scope, id, props);
    const { tables, files, secrets } = data;
    const store = [readWriteRecords(tables.records), appendEvents(tables.events)];
    const inbound = inboundTopic(this, data.topicKey);
    if (deployment.receiveMail) this.#receiptRule(deployment, files, inbound);
    this.#consume(platform, {
      feedback: { topic: this.#sesEvents(data), uses: [...store, insertBatches(tables.records)] },
      inbound: {
        topic: inbound,
        uses: [
          ...store,
          readObjects('INBOUND_BUCKET', mailOf(files)),
          readSecret('THREAD_SECRET_ARN', secrets.thread),
          readSecret('OPENAI_SECRET_ARN', secrets.openai),
          operateFor(deployment.operatorsWorkspace),
          sendTo(tasks),
        ],
      },
    });
    this.#reputation(platform);
  }

  #consume(platform: FunctionPlatform, consumers: Readonly<Record<TopicQueueName, TopicConsumer>>): void {
    for (const [name, { topic, uses }] of Object.entries(consumers)) {
      const queue = new WorkQueue(this, titled(name), { name, platform });
      queue.subscribeTo(topic);
      queue.consume(uses);
    }
  }

  #sesEvents({ topicKey }: DataStack): Topic {
    const topic = new Topic(this, 'SesEvents', { masterKey: topicKey, enforceSSL: true });
    for (const [id, name, events] of [
      ['ConfigurationSet', CONFIGURATION_SET, [...REPORTED, ...TRACKED]],
      ['UntrackedSet', UNTRACKED_SET, REPORTED],
    ] as const) {
      const configurationSet = new ConfigurationSet(this, id, {
        configurationSetName: name,
        tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
        reputationMetrics: true,
        suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      });
      configurationSet.addEventDestination('Feedback', {
        destination: EventDestination.snsTopic(topic),
        events: [...events],
      });
    }
    return topic;
  }

  #receiptRule({ inboundDomain }: Deployment, files: DataStack['files'], topic: Topic): void {
    const ruleSet = new CfnReceiptRuleSet(this, 'ReceiptRules', { ruleSetName: RECEIPT_RULE_SET });
    const rule = new CfnReceiptRule(this, 'ReceiptRule', {
      ruleSetName: ruleSet.ref,
      rule: {
        name: RECEIPT_RULE,
        enabled: true,
        scanEnabled: true,
        // Some senders have no TLS, and a refused reply would be a person whom nobody hears.
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
