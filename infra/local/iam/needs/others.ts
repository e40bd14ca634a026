import { addressParser } from 'postal-mime';
import * as z from 'zod';
import { ACCOUNT, REGION } from '../../template/resource-types.ts';
import type { Need } from '../policy.ts';
import { type NeedsOf, UnknownNeed } from './request.ts';

const arn = (service: string, path: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;
const json = (body: Buffer): unknown => (body.length === 0 ? {} : JSON.parse(body.toString('utf8')));

const entries = z.object({
  Entries: z.array(
    z.looseObject({
      EventBusName: z.string().default('default'),
      Source: z.string().default(''),
      DetailType: z.string().default(''),
    }),
  ),
});

export const eventsNeeds: NeedsOf = ({ operation, body }) => {
  if (operation !== 'PutEvents') throw new UnknownNeed(`events:${operation}`);
  return entries.parse(json(body)).Entries.map(({ EventBusName, Source, DetailType }) => ({
    action: 'events:PutEvents',
    resource: EventBusName.startsWith('arn:') ? EventBusName : arn('events', `event-bus/${EventBusName}`),
    context: { 'events:source': Source, 'events:detail-type': DetailType },
  }));
};

const statesInput = z.looseObject({
  stateMachineArn: z.string().optional(),
  executionArn: z.string().optional(),
  taskToken: z.string().optional(),
});
const ON_MACHINE = new Set(['StartExecution', 'ListExecutions', 'DescribeStateMachine']);
const ON_EXECUTION = new Set([
  'StopExecution',
  'DescribeExecution',
  'GetExecutionHistory',
  'RedriveExecution',
]);
const BY_TOKEN = new Set(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']);

/** A token is answered with a permission on the machine that waits for it. */
export const statesNeeds =
  (machineOfToken: (token: string) => string | undefined): NeedsOf =>
  ({ operation, body }) => {
    const { stateMachineArn = '', executionArn = '', taskToken = '' } = statesInput.parse(json(body));
    const action = `states:${operation}`;
    if (ON_MACHINE.has(operation)) return [{ action, resource: stateMachineArn }];
    if (ON_EXECUTION.has(operation)) return [{ action, resource: executionArn }];
    if (!BY_TOKEN.has(operation)) throw new UnknownNeed(action);
    const machine = machineOfToken(taskToken);
    // Of a token that nobody knows the service itself says so.
    return machine === undefined ? [] : [{ action, resource: machine }];
  };

/** CreateSecret names it. */
const secretInput = z.union([
  z.looseObject({ SecretId: z.string() }).transform(({ SecretId }) => SecretId),
  z.looseObject({ Name: z.string() }).transform(({ Name }) => Name),
]);

export const secretsNeeds: NeedsOf = ({ operation, body }) => {
  const id = secretInput.parse(json(body));
  return [
    {
      action: `secretsmanager:${operation}`,
      resource: id.startsWith('arn:') ? id : arn('secretsmanager', `secret:${id}`),
    },
  ];
};

const schedule = z.looseObject({
  GroupName: z.string().default('default'),
  Target: z.looseObject({ RoleArn: z.string() }).optional(),
});
const SCHEDULE_PATH = /^\/(schedules|schedule-groups)(?:\/([^/]+))?$/;
const SCHEDULE_ACTIONS: Readonly<Record<string, string>> = {
  POST: 'CreateSchedule',
  PUT: 'UpdateSchedule',
  GET: 'GetSchedule',
  DELETE: 'DeleteSchedule',
};

/** Whoever makes a schedule hands its role on to Scheduler. */
/** Metrics have no resources that a permission could name. */
export const metricsNeeds: NeedsOf = ({ operation }) => {
  if (operation !== 'GetMetricData') throw new UnknownNeed(`cloudwatch:${operation}`);
  return [{ action: 'cloudwatch:GetMetricData', resource: '*' }];
};

export const schedulerNeeds: NeedsOf = ({ method, url, body }) => {
  const [, kind, encoded] = SCHEDULE_PATH.exec(url.pathname) ?? [];
  if (kind === 'schedules' && encoded === undefined && method === 'GET')
    return [{ action: 'scheduler:ListSchedules', resource: '*' }];
  const action = SCHEDULE_ACTIONS[method];
  if (kind !== 'schedules' || encoded === undefined || action === undefined)
    throw new UnknownNeed(`scheduler ${method} ${url.pathname}`);
  const writes = method === 'POST' || method === 'PUT';
  const parsed = writes ? schedule.parse(json(body)) : undefined;
  const group = parsed?.GroupName ?? url.searchParams.get('groupName') ?? 'default';
  const needs: Need[] = [
    {
      action: `scheduler:${action}`,
      resource: arn('scheduler', `schedule/${group}/${decodeURIComponent(encoded)}`),
    },
  ];
  if (parsed?.Target !== undefined) {
    const context = { 'iam:passedtoservice': 'scheduler.amazonaws.com' };
    needs.push({ action: 'iam:PassRole', resource: parsed.Target.RoleArn, context });
  }
  return needs;
};

const CONNECTION = /^\/(?:([^/@]+)\/)?@connections\/([^/]+)$/;

/** The local address of the WebSocket API has no API in it: there is one. */
export const connectionNeeds =
  (api: { readonly id: string; readonly stage: string } | undefined): NeedsOf =>
  ({ method, url }) => {
    const [, stage = api?.stage, id = ''] = CONNECTION.exec(url.pathname) ?? [];
    const path = `${api?.id ?? 'none'}/${stage}/${method}/@connections/${decodeURIComponent(id)}`;
    return [{ action: 'execute-api:ManageConnections', resource: arn('execute-api', path) }];
  };

const SENDS = new Set(['SendRawEmail', 'SendEmail', 'SendTemplatedEmail']);

/** Sending needs the identity that the mail is from (here its domain) and the configuration set. */
export const sesNeeds: NeedsOf = ({ body }) => {
  const parameters = new URLSearchParams(body.toString('latin1'));
  const name = parameters.get('Action') ?? '';
  const action = `ses:${name}`;
  if (!SENDS.has(name)) return [{ action, resource: '*' }];
  const [from] = addressParser(parameters.get('Source') ?? '');
  const address = from?.address ?? '';
  const context = {
    'ses:fromaddress': address,
    'ses:fromdisplayname': from?.name ?? '',
    'ses:recipients': [...parameters]
      .filter(([key]) => key.startsWith('Destinations.member.'))
      .map(([, value]) => value),
  };
  const identity = arn('ses', `identity/${address.slice(address.lastIndexOf('@') + 1)}`);
  const set = parameters.get('ConfigurationSetName');
  return [
    { action, resource: identity, context },
    ...(set === null ? [] : [{ action, resource: arn('ses', `configuration-set/${set}`), context }]),
  ];
};

const poolInput = z.looseObject({ UserPoolId: z.string() });

export const cognitoNeeds: NeedsOf = ({ operation, body }) => [
  {
    action: `cognito-idp:${operation}`,
    resource: arn('cognito-idp', `userpool/${poolInput.parse(json(body)).UserPoolId}`),
  },
];

const ZONE_PATH = /^\/2013-04-01\/hostedzone\/([A-Z0-9]+)\/rrset\/?$/;

/** The records of a zone are its own resource; zones are found, and made, in the account. */
export const route53Needs: NeedsOf = ({ method, url }) => {
  const zone = ZONE_PATH.exec(url.pathname)?.[1];
  if (zone === undefined) {
    const action = method === 'POST' ? 'CreateHostedZone' : 'ListHostedZonesByName';
    return [{ action: `route53:${action}`, resource: '*' }];
  }
  const action = method === 'POST' ? 'ChangeResourceRecordSets' : 'ListResourceRecordSets';
  return [{ action: `route53:${action}`, resource: `arn:aws:route53:::hostedzone/${zone}` }];
};
