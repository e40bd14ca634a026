import * as z from 'zod';
import type { Connection } from '../api-client.ts';
import { type Context, requireLocalRex } from '../context.ts';
import { type AwsClients, awsClients, hasCredentials, regionOf } from './aws-clients.ts';
import { deploymentChecks } from './deployment-checks.ts';
import { type Check, leftOutCheck } from './finding.ts';
import { machineryChecks } from './machinery-checks.ts';
import { mailChecks } from './mail-checks.ts';

const LOCAL_REGION = 'us-east-1';

/**
 * What can be seen with the credentials of the account, or at the AWS endpoint of the local Rex.
 * @param asked the Region that was named, when the address of the API does not say it
 */
export async function insideChecks(
  context: Context,
  connection: Connection,
  asked: string | undefined,
): Promise<Check[]> {
  if (!context.settings.remote) {
    const { info } = await requireLocalRex(context);
    const clients = awsClients({ region: LOCAL_REGION, localEndpoint: z.url().parse(info['awsEndpoint']) });
    return [
      ...common(clients, connection),
      leftOutCheck('alarms', 'This machine has no stacks and no alarms: they are on AWS only.'),
    ];
  }
  const region = asked ?? regionOf(connection.url) ?? process.env['AWS_REGION'];
  if (region === undefined) {
    return [
      leftOutCheck('inside', 'The address does not say in which Region it is.', 'Name it: --region REGION'),
    ];
  }
  const clients = awsClients({ region });
  if (!(await hasCredentials(clients))) {
    return [
      leftOutCheck(
        'inside',
        'There are no AWS credentials here: SES, consumers, dead letters, alarms and secrets were not looked at.',
        'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, of the account of the deployment.',
      ),
    ];
  }
  return [...deploymentChecks(clients, connection.url), ...common(clients, connection)];
}

const common = (clients: AwsClients, connection: Connection): Check[] => [
  ...mailChecks(clients, connection),
  ...machineryChecks(clients),
];
