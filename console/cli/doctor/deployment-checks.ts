import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { DEPLOYMENT } from '../../../shared/platform/contract/deployment.ts';
import type { AwsClients } from './aws-clients.ts';
import { type Check, note, ok, problem } from './finding.ts';

const { stacks: STACKS } = DEPLOYMENT;
const AT_REST = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;

/** What exists on AWS only: stacks, and alarms with somebody whom they wake. */
export const deploymentChecks = ({ cloudFormation, cloudWatch, sns }: AwsClients, api: string): Check[] => [
  {
    name: 'stacks',
    async look() {
      const found = await stacksOf(cloudFormation);
      const missing = STACKS.filter((name) => !found.some(({ StackName }) => StackName === name));
      if (missing.length > 0) {
        return problem(
          `Not in this account and Region: ${missing.join(', ')}.`,
          'Deploy them (npm run deploy), or use the credentials and the Region of the deployment.',
        );
      }
      const restless = found.filter(({ StackStatus = '' }) => !AT_REST.test(StackStatus));
      if (restless.length > 0) {
        return problem(
          `Not in a stable state: ${restless.map(({ StackName, StackStatus }) => `${StackName} (${StackStatus})`).join(', ')}.`,
          'Wait until the running deployment ends, or look at the events of the stack in CloudFormation.',
        );
      }
      const url = outputOf(found, 'ApiUrl');
      if (url === api) return ok(`All ${STACKS.length} stacks are deployed, and this is their API.`);
      return note(
        `All ${STACKS.length} stacks are deployed, but their API is ${url}.`,
        `Ask about it: --api ${url}`,
      );
    },
  },
  {
    name: 'alarm-subscription',
    async look() {
      const topic = outputOf(await stacksOf(cloudFormation), 'AlarmTopicArn');
      if (topic === undefined) return problem('There is no topic for alarms.', 'Deploy RexData again.');
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
      const confirmed = Subscriptions.filter(({ SubscriptionArn = '' }) =>
        SubscriptionArn.startsWith('arn:'),
      );
      if (confirmed.length > 0) return ok(`Alarms go to ${confirmed.length} subscriber(s).`);
      return problem(
        Subscriptions.length > 0 ? 'No subscription to alarms is confirmed.' : 'Alarms have no subscriber.',
        Subscriptions.length > 0
          ? 'Follow the link in the mail from AWS Notifications; it is good for three days.'
          : 'npm run deploy -- -c alarmEmail=you@example.com, then confirm the mail that comes.',
      );
    },
  },
  {
    name: 'alarms',
    async look() {
      const { MetricAlarms = [] } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNamePrefix: 'Rex', StateValue: 'ALARM', MaxRecords: 100 }),
      );
      if (MetricAlarms.length === 0) return ok('No alarm is active.');
      return problem(
        `Active: ${MetricAlarms.map(({ AlarmName, AlarmDescription }) => `${AlarmName}: ${AlarmDescription}`).join(' ')}`,
        'Each alarm says what it means for people; the logs of its function say why.',
      );
    },
  },
];

async function stacksOf(cloudFormation: AwsClients['cloudFormation']): Promise<Stack[]> {
  const found = await Promise.all(
    STACKS.map((StackName) =>
      cloudFormation.send(new DescribeStacksCommand({ StackName })).then(
        ({ Stacks = [] }) => Stacks,
        (error: unknown) => {
          if (error instanceof Error && error.message.includes('does not exist')) return [];
          throw error;
        },
      ),
    ),
  );
  return found.flat();
}

const outputOf = (stacks: readonly Stack[], key: string): string | undefined =>
  stacks.flatMap(({ Outputs = [] }) => Outputs).find(({ OutputKey }) => OutputKey === key)?.OutputValue;
