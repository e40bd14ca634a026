import { describe, expect, it } from 'vitest';
import { QUEUE_ROWS } from '../../shared/api/contract/queues.ts';
import type { Synthesis, TemplateResource } from './synthesis.ts';

export function checkQueues({ ofType }: Synthesis): void {
  const queues = ofType('AWS::SQS::Queue');
  const isDead = ({ properties }: TemplateResource): boolean => properties.QueueName.endsWith('-dead');
  const dead = queues.filter(isDead);
  const work = queues.filter((queue) => !isDead(queue));
  const targetOf = (arn: unknown, stack: string): string => {
    const text = JSON.stringify(arn);
    const found = queues.find((queue) => text.includes(queue.id) && queue.stack === stack);
    return found?.properties.QueueName ?? `no queue in ${text}`;
  };

  describe('queues', () => {
    it('are all there', () => {
      expect(work.map(({ properties }) => properties.QueueName).sort()).toEqual(
        Object.keys(QUEUE_ROWS)
          .map((name) => `rex-${name}`)
          .sort(),
      );
      expect(dead.length).toBeGreaterThan(work.length);
    });

    it.each(work)(
      '$properties.QueueName gives up after five deliveries, to its own dead-letter queue',
      ({ stack, properties }) => {
        expect(properties.RedrivePolicy.maxReceiveCount).toBe(5);
        expect(targetOf(properties.RedrivePolicy.deadLetterTargetArn, stack)).toBe(
          `${properties.QueueName}-dead`,
        );
      },
    );

    it.each(dead)(
      '$properties.QueueName keeps for 14 days and raises an alarm that says what it means',
      ({ id, stack, properties }) => {
        expect(properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
        const alarms = ofType('AWS::CloudWatch::Alarm').filter(
          (alarm) =>
            alarm.stack === stack &&
            alarm.properties.MetricName === 'ApproximateNumberOfMessagesVisible' &&
            JSON.stringify(alarm.properties.Dimensions).includes(id),
        );
        expect(alarms).toHaveLength(1);
        expect(alarms[0]!.properties).toMatchObject({ Threshold: 1, Statistic: 'Maximum' });
        expect(alarms[0]!.properties.AlarmDescription.split(' ').length).toBeGreaterThan(5);
        expect(alarms[0]!.properties.AlarmActions).toHaveLength(1);
      },
    );

    it.each(queues)(
      '$properties.QueueName is encrypted and refuses what comes without TLS',
      ({ id, stack, properties }) => {
        expect(properties.SqsManagedSseEnabled).toBe(true);
        const policies = ofType('AWS::SQS::QueuePolicy').filter(
          (policy) => policy.stack === stack && policy.properties.Queues[0].Ref === id,
        );
        expect(JSON.stringify(policies[0]!.properties.PolicyDocument)).toContain(
          '"aws:SecureTransport":"false"',
        );
      },
    );
  });

  describe('dead letters', () => {
    const collectors = ofType('AWS::Lambda::Function').filter(
      ({ properties }) => properties.Environment?.Variables?.REPLAYABLE_QUEUES,
    );

    it('are collected from every queue of the stacks, and can be put back on every work queue', () => {
      expect(collectors.map(({ properties }) => properties.FunctionName).sort()).toEqual([
        'rex-http-operations',
        'rex-schedules-dead-letters',
      ]);
      for (const { properties } of collectors) {
        const { REPLAYABLE_QUEUES, OTHER_DEAD_QUEUES } = properties.Environment.Variables;
        const replayable: string[] = REPLAYABLE_QUEUES.split(',');
        const all = [...replayable, ...OTHER_DEAD_QUEUES.split(',')];
        expect(replayable.sort()).toEqual(work.map((queue) => queue.properties.QueueName).sort());
        expect(all.map((name) => `${name}-dead`).sort()).toEqual(
          dead.map((queue) => queue.properties.QueueName).sort(),
        );
      }
    });

    const allowedQueues = (functionName: string, action: string): string[] => {
      const { stack, id } = collectors.find(({ properties }) => properties.FunctionName === functionName)!;
      const [role] = ofType('AWS::IAM::Policy').filter(
        (policy) => policy.stack === stack && policy.id.startsWith(id.replace(/Function.*/, '')),
      );
      const statements: { Action: string | string[]; Resource: unknown }[] =
        role!.properties.PolicyDocument.Statement;
      const queues = statements
        .filter(({ Action }) => [Action].flat().includes(action))
        .flatMap(({ Resource }) => [...JSON.stringify(Resource).matchAll(/:(rex-[a-z-]+)"/g)]);
      return [...new Set(queues.map(([, name = '']) => name))].sort();
    };
    const namesOf = (queues: readonly TemplateResource[]): string[] =>
      queues.map(({ properties }) => properties.QueueName).sort();

    it('are taken off every queue of them by the collector, and by nobody else', () => {
      expect(allowedQueues('rex-schedules-dead-letters', 'sqs:ReceiveMessage')).toEqual(namesOf(dead));
      expect(allowedQueues('rex-http-operations', 'sqs:ReceiveMessage')).toEqual([]);
    });

    it('are put back on every work queue by whom people ask for it, and by nobody else', () => {
      expect(allowedQueues('rex-http-operations', 'sqs:SendMessage')).toEqual(namesOf(work));
      expect(allowedQueues('rex-schedules-dead-letters', 'sqs:SendMessage')).toEqual([]);
    });
  });

  describe('event source mappings', () => {
    const mappings = ofType('AWS::Lambda::EventSourceMapping');
    const functions = ofType('AWS::Lambda::Function');
    const consumerOf = ({ stack, properties }: TemplateResource) =>
      functions.find(({ id, stack: of }) => of === stack && id === properties.FunctionName.Ref)!;

    it('are one per work queue and one for the stream', () => {
      expect(mappings).toHaveLength(work.length + 1);
    });

    it.each(mappings)('$id reports which of a batch failed', ({ properties }) => {
      expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    });

    it('hide a message for six times as long as its consumer may run', () => {
      const ratios = mappings.flatMap((mapping) => {
        const queue = work.find(
          ({ stack, properties }) =>
            properties.QueueName === targetOf(mapping.properties.EventSourceArn, mapping.stack) &&
            stack === mapping.stack,
        );
        return queue ? [queue.properties.VisibilityTimeout / consumerOf(mapping).properties.Timeout] : [];
      });
      expect(ratios).toHaveLength(work.length);
      for (const ratio of ratios) expect(ratio).toBeGreaterThanOrEqual(6);
    });

    it('have the batches of their rows', () => {
      const batches = Object.fromEntries(
        mappings.map((mapping) => [
          consumerOf(mapping).properties.FunctionName,
          [mapping.properties.BatchSize, mapping.properties.ScalingConfig?.MaximumConcurrency],
        ]),
      );
      expect(batches).toEqual({
        ...Object.fromEntries(
          Object.entries(QUEUE_ROWS).map(([name, { batchSize, maxConcurrency }]) => [
            `rex-consumers-${name}`,
            [batchSize, maxConcurrency],
          ]),
        ),
        'rex-streams-events': [100, undefined],
      });
    });
  });

  describe('every asynchronous hop ends in a dead-letter queue', () => {
    it('from topics', () => {
      const subscriptions = ofType('AWS::SNS::Subscription');
      expect(subscriptions).toHaveLength(2);
      for (const { stack, properties } of subscriptions) {
        expect(targetOf(properties.RedrivePolicy.deadLetterTargetArn, stack)).toMatch(/-dead$/);
        expect(properties.RawMessageDelivery ?? false).toBe(false);
      }
    });

    it('from schedules, which do not retry', () => {
      const schedules = ofType('AWS::Scheduler::Schedule');
      expect(schedules.map(({ properties }) => properties.ScheduleExpression).sort()).toEqual([
        'rate(1 hour)',
        'rate(1 hour)',
        'rate(1 hour)',
        'rate(1 hour)',
        'rate(1 minute)',
        'rate(5 minutes)',
      ]);
      for (const { stack, properties } of schedules) {
        expect(targetOf(properties.Target.DeadLetterConfig.Arn, stack)).toBe('rex-schedules-dead');
        expect(properties.Target.RetryPolicy.MaximumRetryAttempts).toBe(0);
      }
    });

    it('from the stream, which splits a failing batch', () => {
      const streams = ofType('AWS::Lambda::EventSourceMapping').filter(
        ({ properties }) => properties.StartingPosition,
      );
      expect(streams).toHaveLength(1);
      const { stack, properties } = streams[0]!;
      expect(properties).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 10 });
      expect(targetOf(properties.DestinationConfig.OnFailure.Destination, stack)).toBe('rex-events-dead');
    });

    it('from the bus', () => {
      const rules = ofType('AWS::Events::Rule');
      expect(rules).toHaveLength(2);
      for (const { stack, properties } of rules) {
        for (const target of properties.Targets) {
          expect(targetOf(target.DeadLetterConfig.Arn, stack)).toBe('rex-push-dead');
        }
      }
    });

    it('from asynchronous invocations', () => {
      const configured = ofType('AWS::Lambda::EventInvokeConfig').map(({ stack, properties }) => [
        properties.FunctionName.Ref.replace(/Function.*/, ''),
        properties.MaximumRetryAttempts,
        targetOf(properties.DestinationConfig.OnFailure.Destination, stack),
      ]);
      expect(configured.sort()).toEqual([
        ['busanswer', 0, 'rex-push-dead'],
        ['realtimepush', 2, 'rex-push-dead'],
        ['schedulescouncil', 0, 'rex-schedules-dead'],
        ['schedulesdeadletters', 0, 'rex-schedules-dead'],
        ['schedulesdomainhealth', 0, 'rex-schedules-dead'],
        ['schedulesexecutor', 0, 'rex-schedules-dead'],
        ['schedulessendgrid', 0, 'rex-schedules-dead'],
        ['schedulessnapshots', 0, 'rex-schedules-dead'],
      ]);
    });
  });

  it('uploaded files are reported to the imports queue, once its policy allows it', () => {
    const [bucket] = ofType('AWS::S3::Bucket').filter(
      ({ properties }) => properties.NotificationConfiguration,
    );
    const [configuration] = bucket!.properties.NotificationConfiguration.QueueConfigurations;
    expect(targetOf(configuration.Queue, bucket!.stack)).toBe('rex-imports');
    expect(configuration.Filter.S3Key.Rules).toEqual([{ Name: 'prefix', Value: 'uploads/' }]);
    const policies = ofType('AWS::SQS::QueuePolicy').filter(({ properties }) =>
      JSON.stringify(properties.PolicyDocument).includes('s3.amazonaws.com'),
    );
    expect(policies).toHaveLength(1);
    expect(bucket!.dependsOn).toContain(policies[0]!.id);
  });
}
