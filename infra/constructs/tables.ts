import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { TIMELINE_INDEX, WORK_INDEX } from '../capabilities.ts';

const PROTECTED: Omit<TableProps, 'partitionKey'> = {
  billingMode: BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
  timeToLiveAttribute: 'expiresAt',
};
const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The tables: records, events, and who was erased. Keys are built in `adapters/keys.ts` of each context. */
export class Tables extends Construct {
  readonly records: Table;
  /** Append-only; its stream is the only publisher to the bus. */
  readonly events: Table;
  /** Who was erased. It is apart from the others, so that a restore of them forgets no erasure. */
  readonly erasures: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.records = new Table(this, 'Records', {
      ...PROTECTED,
      partitionKey: text('pk'),
      sortKey: text('sk'),
    });
    this.records.addGlobalSecondaryIndex({
      indexName: WORK_INDEX,
      partitionKey: text('workShard'),
      sortKey: text('workDueAt'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.records.addGlobalSecondaryIndex({
      indexName: TIMELINE_INDEX,
      partitionKey: text('timelineKey'),
      sortKey: text('timelineAt'),
      projectionType: ProjectionType.ALL,
    });
    this.events = new Table(this, 'Events', {
      ...PROTECTED,
      partitionKey: text('pk'),
      sortKey: text('sk'),
      stream: StreamViewType.NEW_IMAGE,
    });
    this.erasures = new Table(this, 'Erasures', {
      ...PROTECTED,
      partitionKey: text('pk'),
      sortKey: text('sk'),
    });
  }
}
