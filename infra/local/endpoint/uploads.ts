import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, readdirSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type S3Target, s3Target } from '../iam/needs/s3.ts';
import { AwsError } from './aws-error.ts';
import type { Signers } from './form-policy.ts';
import { readFormUpload } from './form-upload.ts';

interface Uploaded extends S3Target {
  /** In bytes. */
  readonly size: number;
  readonly etag: string;
}

/**
 * Objects that came by a form. They are files, and stream in and out a range at a time: fauxqs would hold all of one in memory
 * at each read. It knows of them, and lists them.
 */
export interface Uploads {
  /** @throws AwsError as `readFormUpload`, and NoSuchBucket */
  receive(request: IncomingMessage, signers: Signers): Promise<Uploaded>;
  has(bucket: string, key: string): boolean;
  /**
   * Answers GET and HEAD of an object that is here. False when it is for fauxqs to answer; what is put or deleted there is here
   * no more.
   * @throws AwsError InvalidRange
   */
  answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>;
}

const COMING = 'coming-';

export function createUploads(folder: string, hasBucket: (name: string) => boolean): Uploads {
  for (const name of readdirSync(folder)) if (name.startsWith(COMING)) rmSync(join(folder, name));
  const fileOf = ({ bucket, key }: S3Target): string =>
    join(folder, createHash('sha256').update(`${bucket}/${key}`).digest('hex'));
  return {
    async receive(request, signers) {
      const coming = join(folder, `${COMING}${randomUUID()}`);
      try {
        const target = await readFormUpload(request, coming, signers);
        if (!hasBucket(target.bucket))
          throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
        renameSync(coming, fileOf(target));
        const found = statSync(fileOf(target));
        return { ...target, size: found.size, etag: etagOf(found) };
      } finally {
        rmSync(coming, { force: true });
      }
    },
    has: (bucket, key) => statSync(fileOf({ bucket, key }), { throwIfNoEntry: false }) !== undefined,
    async answer(request, response, url) {
      const target = s3Target(url);
      const file = fileOf(target);
      if (request.method === 'PUT' || request.method === 'DELETE') rmSync(file, { force: true });
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      const found = statSync(file, { throwIfNoEntry: false });
      if (found === undefined) return false;
      await send(file, found, request, response);
      return true;
    },
  };
}

async function send(
  file: string,
  found: Stats,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const range = rangeOf(headers.range, found.size);
  const { start, end } = range ?? { start: 0, end: found.size - 1 };
  response.writeHead(range === undefined ? 200 : 206, {
    'content-type': 'text/csv',
    'content-length': end - start + 1,
    'last-modified': found.mtime.toUTCString(),
    etag: etagOf(found),
    ...(range && { 'content-range': `bytes ${start}-${end}/${found.size}` }),
  });
  if (method === 'HEAD') response.end();
  else await pipeline(createReadStream(file, { start, end }), response);
}

/** Both ends are counted in. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  if (header === undefined) return undefined;
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(header) ?? [];
  const start = Number(first);
  const end = Math.min(last ? Number(last) : size - 1, size - 1);
  if (first === undefined || start > end)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { start, end };
}

const etagOf = ({ size, mtimeMs }: Stats): string =>
  `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
