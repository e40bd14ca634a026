import { CfnIndex, CfnVectorBucket } from 'aws-cdk-lib/aws-s3vectors';
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PREFIX } from '../names.ts';

const INDEX = 'passages';
/** The metadata in which words are searched (`shared/knowledge/adapters/s3-vectors/stored-passages.ts`). */
const TERMS = 'terms';

/** The passages of all workspaces in one index of Amazon S3 Vectors, encrypted, kept when the stack is deleted. */
export class PassageVectors extends Construct {
  /** Known before it exists, so that no stack waits for another. */
  readonly indexArn: string;
  readonly dimensions: number;

  /** @param dimensions another number is another index, to which all documents have to be given again */
  constructor(scope: Construct, id: string, dimensions: number) {
    super(scope, id);
    const stack = Stack.of(this);
    const bucketName = `${PREFIX}-passages-${stack.account}-${stack.region}`;
    // An index cannot be replaced by one of the same name.
    const indexName = `${INDEX}-${dimensions}`;
    this.dimensions = dimensions;
    this.indexArn = stack.formatArn({
      service: 's3vectors',
      resource: 'bucket',
      resourceName: `${bucketName}/index/${indexName}`,
    });
    const bucket = new CfnVectorBucket(this, 'Bucket', {
      vectorBucketName: bucketName,
      encryptionConfiguration: { sseType: 'AES256' },
    });
    const index = new CfnIndex(this, 'Index', {
      vectorBucketName: bucketName,
      indexName,
      dataType: 'float32',
      dimension: dimensions,
      distanceMetric: 'cosine',
      metadataConfiguration: { nonFilterableMetadataKeys: [TERMS] },
    });
    // Newer than the types of the CDK. Words are kept by their stems already, so the analyser of no language is right.
    index.addPropertyOverride('MetadataConfiguration.TextSearchConfigurations', [{ MetadataKey: TERMS }]);
    Validations.of(index).acknowledge({
      id: 'CloudFormation-Validate::F3002',
      reason: 'The schema that the CDK brings is older than the documentation of the property.',
    });
    index.addResourceDependency(bucket);
    for (const resource of [bucket, index]) resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
