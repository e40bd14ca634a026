import { GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { addMs, type Clock, SECOND } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { FileStore, UploadForm } from '../../ports/files.ts';

const FORM_SECONDS = 15 * 60;

/** Files in one bucket. The client must use path-style addresses: they work everywhere. */
export class S3FileStore implements FileStore {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly clock: Clock;

  constructor(client: S3Client, bucket: string, clock: Clock) {
    this.client = client;
    this.bucket = bucket;
    this.clock = clock;
  }

  async uploadForm(key: string, maxBytes: number): Promise<UploadForm> {
    const { url, fields } = await createPresignedPost(this.client, {
      Bucket: this.bucket,
      Key: key,
      Conditions: [
        ['eq', '$key', key],
        ['content-length-range', 1, maxBytes],
      ],
      Expires: FORM_SECONDS,
    });
    return { url, fields, expiresAt: addMs(this.clock.now(), FORM_SECONDS * SECOND) };
  }

  async size(key: string): Promise<number | undefined> {
    try {
      const { ContentLength } = await this.client.send(
        new HeadObjectCommand({ Bucket: this.bucket, Key: key }),
      );
      return ContentLength ?? 0;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  async read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Uint8Array> {
    const { Body } = await this.client.send(
      new GetObjectCommand({
        Bucket: this.bucket,
        Key: key,
        // The end of an HTTP range is inclusive.
        Range: range && `bytes=${range.start}-${range.end - 1}`,
      }),
    );
    if (Body === undefined) throw new RexError('INTERNAL', `S3 answered without the content of ${key}.`);
    return Body.transformToByteArray();
  }
}
