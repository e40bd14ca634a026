import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../../kernel/clock.ts';
import { S3FileStore } from '../../../platform/adapters/s3/s3-file-store.ts';
import type { FilePage, PersonFiles } from '../../app/ports/person-data.ts';

/** The files of one bucket. */
export class S3PersonFiles extends S3FileStore implements PersonFiles {
  private readonly s3: S3Client;
  private readonly name: string;

  constructor(client: S3Client, bucket: string) {
    super(client, bucket, systemClock);
    this.s3 = client;
    this.name = bucket;
  }

  async list(prefix: string, cursor: string | undefined): Promise<FilePage> {
    const { Contents = [], NextContinuationToken } = await this.s3.send(
      new ListObjectsV2Command({ Bucket: this.name, Prefix: prefix, ContinuationToken: cursor }),
    );
    return {
      keys: Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])),
      cursor: NextContinuationToken ?? null,
    };
  }

  async delete(key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.name, Key: key }));
  }
}
