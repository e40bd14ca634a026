import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Aws, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MAIL_PREFIX } from '../names.ts';
import { PrivateBucket } from './private-bucket.ts';

const KEEP_ACCESS_LOGS = Duration.days(90);
/** Long enough to look at the raw form of a reply; what matters of it is stored as a record. */
const KEEP_MAIL = Duration.days(365);
const OUR_ACCOUNT = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };

/** The bucket of mail that came in, and the one with the access logs of all buckets. */
export class Files extends Construct {
  readonly inbound: Bucket;
  readonly accessLogs: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.accessLogs = new PrivateBucket(this, 'AccessLogs', {
      purpose: 'access-logs',
      expireAfter: KEEP_ACCESS_LOGS,
    });
    // By account and not by bucket, because a later stack has such a bucket too.
    this.accessLogs.addToResourcePolicy(
      new PolicyStatement({
        sid: 'S3WritesAccessLogs',
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.accessLogs.arnForObjects('*')],
        conditions: OUR_ACCOUNT,
      }),
    );
    this.inbound = new PrivateBucket(this, 'Inbound', {
      purpose: 'inbound',
      expireAfter: KEEP_MAIL,
      accessLogs: this.accessLogs,
    });
    this.inbound.addToResourcePolicy(
      new PolicyStatement({
        sid: 'SesStoresMail',
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.inbound.arnForObjects(`${MAIL_PREFIX}*`)],
        conditions: OUR_ACCOUNT,
      }),
    );
  }
}
