import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import type { EditionRef, KnowledgeFiles } from '../app/ports/knowledge.ts';
import { type Passage, readPassages } from '../domain/passages.ts';

/** Under which the files of the knowledge base lie in its bucket. */
const PREFIX = 'knowledge/';
const [compress, expand] = [promisify(gzip), promisify(gunzip)];

/** Files in a bucket, named by workspace, document and what is in them: the same again writes the same. */
export class S3KnowledgeFiles implements KnowledgeFiles {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.client = client;
    this.bucket = bucket;
  }

  putContent(workspace: string, id: string, sha256: string, bytes: Uint8Array): Promise<void> {
    return this.put(`${folderOf(workspace, id)}${sha256}.content`, bytes);
  }

  content(workspace: string, id: string, sha256: string): Promise<Uint8Array> {
    return this.get(`${folderOf(workspace, id)}${sha256}.content`);
  }

  async putPassages(
    workspace: string,
    id: string,
    edition: EditionRef,
    passages: readonly Passage[],
  ): Promise<void> {
    await this.put(passagesKey(workspace, id, edition), await compress(JSON.stringify(passages)));
  }

  async passages(workspace: string, id: string, edition: EditionRef): Promise<Passage[]> {
    const bytes = await expand(await this.get(passagesKey(workspace, id, edition)));
    return readPassages(bytes.toString('utf8'));
  }

  putVectors(
    workspace: string,
    id: string,
    edition: EditionRef,
    vectors: readonly Float32Array[],
  ): Promise<void> {
    return this.put(vectorsKey(workspace, id, edition), joined(vectors));
  }

  async vectors(workspace: string, id: string, edition: EditionRef, count: number): Promise<Float32Array[]> {
    return parted(await this.get(vectorsKey(workspace, id, edition)), count);
  }

  async removeAll(workspace: string, id: string): Promise<void> {
    const { client, bucket: Bucket } = this;
    const listed = new ListObjectsV2Command({ Bucket, Prefix: folderOf(workspace, id) });
    // Each page lists what is left.
    for (let page = await client.send(listed); page.Contents?.length; page = await client.send(listed))
      await mapConcurrent(page.Contents, 8, ({ Key }) =>
        client.send(new DeleteObjectCommand({ Bucket, Key })),
      );
  }

  async putCopy(workspace: string, version: number, bytes: Uint8Array): Promise<string> {
    const key = `${PREFIX}${workspace}/index/${version}.db`;
    await this.put(key, bytes);
    return key;
  }

  copy(key: string): Promise<Uint8Array> {
    return this.get(key);
  }

  async removeCopy(Key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key }));
  }

  private async put(Key: string, Body: Uint8Array): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body }));
  }

  private async get(Key: string): Promise<Uint8Array> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
    if (Body === undefined) throw new RexError('INTERNAL', `S3 answered without the content of ${Key}.`);
    return Body.transformToByteArray();
  }
}

const folderOf = (workspace: string, id: string): string => `${PREFIX}${workspace}/document/${id}/`;
const passagesKey = (workspace: string, id: string, { edition, sha256 }: EditionRef): string =>
  `${folderOf(workspace, id)}${edition}-${sha256}.passages.json.gz`;
const vectorsKey = (workspace: string, id: string, { edition, sha256 }: EditionRef): string =>
  `${folderOf(workspace, id)}${edition}-${sha256}.vectors`;

/** One after another: all are of the same length. */
const joined = (vectors: readonly Float32Array[]): Uint8Array =>
  Buffer.concat(
    vectors.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );

function parted(bytes: Uint8Array, count: number): Float32Array[] {
  // A copy of its own begins where numbers may begin.
  const all = new Float32Array(new Uint8Array(bytes).buffer);
  const length = all.length / count;
  return Array.from({ length: count }, (_, n) => all.subarray(n * length, (n + 1) * length));
}
