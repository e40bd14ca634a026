import * as z from 'zod';
import { ACCOUNT, REGION } from '../../template/resource-types.ts';
import { type NeedsOf, UnknownNeed } from './request.ts';

const input = z.looseObject({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });

/** The batch forms need the permission of the single ones. */
const ACTIONS: Readonly<Record<string, string>> = {
  SendMessage: 'SendMessage',
  SendMessageBatch: 'SendMessage',
  ReceiveMessage: 'ReceiveMessage',
  DeleteMessage: 'DeleteMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibility: 'ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  GetQueueUrl: 'GetQueueUrl',
  GetQueueAttributes: 'GetQueueAttributes',
  SetQueueAttributes: 'SetQueueAttributes',
  PurgeQueue: 'PurgeQueue',
};

export const sqsNeeds: NeedsOf = ({ operation, body }) => {
  if (operation === 'ListQueues') return [{ action: 'sqs:ListQueues', resource: '*' }];
  const action = ACTIONS[operation];
  if (action === undefined) throw new UnknownNeed(`sqs:${operation}`);
  const { QueueUrl, QueueName } = input.parse(JSON.parse(body.toString('utf8')));
  const name = QueueName ?? QueueUrl?.slice(QueueUrl.lastIndexOf('/') + 1) ?? '';
  return [{ action: `sqs:${action}`, resource: `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}` }];
};

export const snsNeeds: NeedsOf = ({ body }) => {
  const parameters = new URLSearchParams(body.toString('utf8'));
  const action = parameters.get('Action') ?? '';
  if (action !== 'Publish' && action !== 'PublishBatch') throw new UnknownNeed(`sns:${action}`);
  return [{ action: 'sns:Publish', resource: parameters.get('TopicArn') ?? '*' }];
};
