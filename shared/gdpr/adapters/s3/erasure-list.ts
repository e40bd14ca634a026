import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import type { ErasureList } from '../../app/ports/erasures.ts';
import { type ListedErasure, listedErasureSchema } from '../../domain/erasure.ts';

const WIDTH = 16;
const prefixOf = (workspace: string): string => `erasures/${workspace}/`;

/** One object for each erasure, in a bucket of its own whose objects do not expire. The same again changes nothing. */
export class S3ErasureList implements ErasureList {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.client = client;
    this.bucket = bucket;
  }

  async add(erasure: ListedErasure): Promise<void> {
    await this.client.send(
      new PutObjectCommand({
        Bucket: this.bucket,
        Key: `${prefixOf(erasure.workspace)}${erasure.id}.json`,
        Body: JSON.stringify(erasure),
        ContentType: 'application/json',
      }),
    );
  }

  async all(workspace: string): Promise<ListedErasure[]> {
    const keys: string[] = [];
    let from: string | undefined;
    do {
      const { Contents = [], NextContinuationToken } = await this.client.send(
        new ListObjectsV2Command({
          Bucket: this.bucket,
          Prefix: prefixOf(workspace),
          ContinuationToken: from,
        }),
      );
      keys.push(...Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      from = NextContinuationToken;
    } while (from);
    return mapConcurrent(keys, WIDTH, async (Key) => {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
      return listedErasureSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    });
  }
}
