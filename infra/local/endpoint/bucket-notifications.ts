import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { Deliveries } from '../lambda/deliveries.ts';
import type { Resource } from '../template/resolve.ts';
import { REGION } from '../template/resource-types.ts';
import type { Queues } from './queues.ts';

interface Notification {
  readonly bucket: string;
  readonly events: readonly string[];
  readonly target: string;
  readonly prefix: string;
  readonly suffix: string;
}

const nameAndValue = z.object({ Name: z.string(), Value: z.string() });
/** AWS::S3::Bucket and CDK's custom resource write the same thing with different names. */
const configuration = z.object({
  Event: z.string().optional(),
  Events: z.array(z.string()).default([]),
  Queue: z.string().optional(),
  QueueArn: z.string().optional(),
  Topic: z.string().optional(),
  TopicArn: z.string().optional(),
  Function: z.string().optional(),
  LambdaFunctionArn: z.string().optional(),
  Filter: z
    .object({
      S3Key: z.object({ Rules: z.array(nameAndValue) }).optional(),
      Key: z.object({ FilterRules: z.array(nameAndValue) }).optional(),
    })
    .optional(),
});
const configurations = z.array(configuration).default([]);
const notificationConfiguration = z.object({
  QueueConfigurations: configurations,
  TopicConfigurations: configurations,
  LambdaConfigurations: configurations,
  LambdaFunctionConfigurations: configurations,
});
const holder = z.object({
  BucketName: z.string().optional(),
  NotificationConfiguration: notificationConfiguration.optional(),
});

/** Sends a bucket's `ObjectCreated` notifications to queues, topics and functions. */
export function startBucketNotifications(
  resources: readonly Resource[],
  queues: Queues,
  deliveries: Deliveries,
  clock: VirtualClock,
): void {
  const notifications = resources
    .filter(({ type }) => type === 'AWS::S3::Bucket' || type === 'Custom::S3BucketNotifications')
    .flatMap(notificationsOf);
  queues.onObjectCreated(({ bucket, key, size, etag }) => {
    for (const each of notifications) {
      if (each.bucket !== bucket || !each.events.some((event) => event.startsWith('s3:ObjectCreated:')))
        continue;
      if (!key.startsWith(each.prefix) || !key.endsWith(each.suffix)) continue;
      const record = {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventTime: clock.now().toISOString(),
        eventName: 'ObjectCreated:Put',
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
          object: {
            key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
            size,
            eTag: etag.replaceAll('"', ''),
            sequencer: Math.floor(clock.time()).toString(16).toUpperCase(),
          },
        },
      };
      deliveries.deliver({ arn: each.target }, JSON.stringify({ Records: [record] }));
    }
  });
}

function notificationsOf({ name, properties }: Resource): Notification[] {
  const { BucketName, NotificationConfiguration: found } = holder.parse(properties);
  if (found === undefined) return [];
  const all = [
    ...found.QueueConfigurations,
    ...found.TopicConfigurations,
    ...found.LambdaConfigurations,
    ...found.LambdaFunctionConfigurations,
  ];
  return all.map((each) => {
    const rules = each.Filter?.S3Key?.Rules ?? each.Filter?.Key?.FilterRules ?? [];
    const rule = (wanted: string) => rules.find(({ Name }) => Name.toLowerCase() === wanted)?.Value ?? '';
    return {
      bucket: BucketName ?? name,
      events: each.Event === undefined ? each.Events : [each.Event],
      target:
        each.Queue ??
        each.QueueArn ??
        each.Topic ??
        each.TopicArn ??
        each.Function ??
        each.LambdaFunctionArn ??
        '',
      prefix: rule('prefix'),
      suffix: rule('suffix'),
    };
  });
}
