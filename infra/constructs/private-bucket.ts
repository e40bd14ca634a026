import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type CorsRule,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { PREFIX } from '../names.ts';

export interface PrivateBucketProps {
  readonly purpose: string;
  /** Without it they stay. */
  readonly expireAfter?: Duration;
  /** The bucket for its access logs. */
  readonly accessLogs?: IBucket;
  readonly cors?: readonly CorsRule[];
}

/** A bucket whose name, and so whose ARN, is known before it exists. */
const bucketNameOf = (purpose: string): string => `${PREFIX}-${purpose}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
export const bucketArnOf = (purpose: string): string => `arn:${Aws.PARTITION}:s3:::${bucketNameOf(purpose)}`;

/** No public access, TLS only, encrypted, kept when the stack is deleted; its objects expire where that is said. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, { purpose, expireAfter, accessLogs, cors }: PrivateBucketProps) {
    super(scope, id, {
      bucketName: bucketNameOf(purpose),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          ...(expireAfter && { expiration: expireAfter }),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      ...(cors && { cors: [...cors] }),
    });
    if (accessLogs === undefined) return;
    // Set on the resource: CDK's own property would write this bucket into the policy of the other stack's bucket.
    this.resource().loggingConfiguration = {
      destinationBucketName: accessLogs.bucketName,
      logFilePrefix: `${purpose}/`,
    };
  }

  resource(): CfnBucket {
    const resource = this.node.defaultChild;
    if (!(resource instanceof CfnBucket))
      throw new Error(`${this.node.path} is not made of an AWS::S3::Bucket.`);
    return resource;
  }
}
