import { describe, expect, it } from 'vitest';
import { askedBeyond } from './asked-permissions.ts';

const allow = (Action: string | string[], Resource: string | string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

describe('a permission that only an emulator requires', () => {
  it('is granted to a role that has the equivalent permission on AWS, for the same resource', () => {
    const queue = 'arn:aws:sqs:us-east-1:123456789012:rex-batches';
    const schedule = 'arn:aws:scheduler:us-east-1:123456789012:schedule';
    expect(
      askedBeyond([
        allow(['sqs:GetQueueUrl', 'sqs:SendMessage'], queue),
        allow('scheduler:CreateSchedule', `${schedule}/rex/*`),
        allow('secretsmanager:GetSecretValue', ['rex/thread', 'rex/thread']),
      ]),
    ).toEqual([
      { Effect: 'Allow', Action: 'sqs:SendMessageBatch', Resource: [queue] },
      { Effect: 'Allow', Action: 'scheduler:CreateSchedule', Resource: [`${schedule}/default/*`] },
      {
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: ['arn:aws:secretsmanager:*:*:secret:rex/thread-*'],
      },
    ]);
  });

  it('is granted to no other role, so that a role without a permission on AWS lacks it on the emulator too', () => {
    expect(askedBeyond([allow(['sqs:ReceiveMessage', 'dynamodb:PutItem'], '*')])).toEqual([]);
    const refused = { ...allow('sqs:SendMessage', '*').Statement[0], Effect: 'Deny' };
    expect(askedBeyond([{ Statement: refused }])).toEqual([]);
  });
});
