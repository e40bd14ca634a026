import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import type { S3Target } from '../iam/needs/s3.ts';
import { AwsError } from './aws-error.ts';
import { checkUploadPolicy, type Signers } from './form-policy.ts';

/** What S3 takes in one request. A form's own policy may allow less. */
const MOST = 5 * 1024 ** 3;
const OWNER_ONLY = 0o600;

export const isFormUpload = ({ method, headers }: IncomingMessage): boolean =>
  method === 'POST' && (headers['content-type'] ?? '').startsWith('multipart/form-data');

/**
 * Reads the form of a browser upload (POST Object of S3), writes its file to `path` as it comes, and holds it to the policy that
 * was signed with it. fauxqs checks none, and would take 11 MB at most and close the connection on more.
 * @throws AwsError MalformedPOSTRequest, InvalidArgument, EntityTooLarge, and as `checkUploadPolicy`; what was written stays
 */
export async function readFormUpload(
  request: IncomingMessage,
  path: string,
  signers: Signers,
): Promise<S3Target> {
  const { fields, size } = await readForm(request, path);
  const key = fields.get('key');
  if (key === undefined || key === '' || size === undefined) {
    throw new AwsError('InvalidArgument', 'The form needs the fields "key" and "file".', 400);
  }
  const bucket = decodeURIComponent(new URL(request.url ?? '/', 'http://local').pathname.split('/')[1] ?? '');
  checkUploadPolicy({ bucket, fields, size }, signers);
  return { bucket, key };
}

/** `size` is that of the file, in bytes; undefined when the form has none. */
async function readForm(
  request: IncomingMessage,
  path: string,
): Promise<{ fields: ReadonlyMap<string, string>; size: number | undefined }> {
  const fields = new Map<string, string>();
  const written: Promise<number>[] = [];
  try {
    const form = new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      limits: { fileSize: MOST, files: 1 },
    });
    form.on('field', (name, value) => void fields.set(name.toLowerCase(), value));
    form.on('file', (name, file) => {
      if (name.toLowerCase() !== 'file') {
        file.resume();
        return;
      }
      const writing = pipeline(file, createWriteStream(path, { mode: OWNER_ONLY })).then(() => {
        if (file.truncated) throw tooLarge();
        return file.bytesRead;
      });
      // A disk that is full ends the form, which would wait for its file for ever.
      writing.catch((error: unknown) => form.destroy(error instanceof Error ? error : undefined));
      written.push(writing);
    });
    await pipeline(request, form);
    return { fields, size: await written[0] };
  } catch (cause) {
    if (cause instanceof AwsError) throw cause;
    throw new AwsError('MalformedPOSTRequest', 'The body is not well-formed multipart/form-data.', 400);
  }
}

const tooLarge = (): AwsError =>
  new AwsError(
    'EntityTooLarge',
    `Your proposed upload exceeds the maximum allowed size (${MOST} bytes)`,
    400,
  );
