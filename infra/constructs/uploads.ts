import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { HttpMethods, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Aws, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { UPLOADS_PREFIX } from '../names.ts';
import { bucketArnOf, PrivateBucket } from './private-bucket.ts';
import type { WorkQueue } from './work-queue.ts';

const PURPOSE = 'uploads';
/** An imported file has no further use; a month is for questions about it. */
const KEEP_UPLOADS = Duration.days(30);

export interface UploadsProps {
  readonly accessLogs: IBucket;
  /** Is told of every uploaded file. */
  readonly imports: WorkQueue;
  readonly consoleOrigins: readonly string[];
}

/** Where files are handed over. It stays beside the queue that it feeds, since each names the other. */
export class Uploads extends Construct {
  readonly bucket: PrivateBucket;
  readonly bucketArn = bucketArnOf(PURPOSE);
  readonly prefix = UPLOADS_PREFIX;

  constructor(scope: Construct, id: string, { accessLogs, imports, consoleOrigins }: UploadsProps) {
    super(scope, id);
    imports.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'UploadsAreReported',
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [imports.queue.queueArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnEquals: { 'aws:SourceArn': this.bucketArn },
        },
      }),
    );
    this.bucket = new PrivateBucket(this, 'Bucket', {
      purpose: PURPOSE,
      expireAfter: KEEP_UPLOADS,
      accessLogs,
      cors: [
        {
          allowedMethods: [HttpMethods.POST],
          allowedOrigins: [...consoleOrigins],
          allowedHeaders: ['*'],
          maxAge: 3600,
        },
      ],
    });
    this.bucket.resource().notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: imports.queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: this.prefix }] } },
        },
      ],
    };
    // S3 sends a test message when the notification is set, and refuses when it may not.
    this.bucket.node.addDependency(imports.queue);
  }
}
