import { describe, expect, it } from 'vitest';
import { askedBeyond } from './asked-permissions.ts';

const allow = (Action: string | string[], Resource: string | string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

describe('what an emulator asks for beyond AWS', () => {
  it('is given to who may do on AWS what it stands for, and where', () => {
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

  it('is not given to anybody else, so what a role lacks on AWS it lacks there', () => {
    expect(askedBeyond([allow(['sqs:ReceiveMessage', 'dynamodb:PutItem'], '*')])).toEqual([]);
    const refused = { ...allow('sqs:SendMessage', '*').Statement[0], Effect: 'Deny' };
    expect(askedBeyond([{ Statement: refused }])).toEqual([]);
  });
});
