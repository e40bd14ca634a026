import type { IncomingMessage } from 'node:http';
import { readBody } from '../net.ts';
import { AwsError } from './aws-error.ts';
import { checkUploadPolicy, type Signers } from './form-policy.ts';

/** What a bucket takes in one form is said by the form's own policy; beside the file there is little in it. */
const BESIDE_THE_FILE = 64 * 1024;
const MOST = 5 * 1024 ** 3;

export interface FormUpload {
  readonly bucket: string;
  readonly key: string;
  readonly file: Buffer;
}

export const isFormUpload = ({ method, headers }: IncomingMessage): boolean =>
  method === 'POST' && (headers['content-type'] ?? '').startsWith('multipart/form-data');

/**
 * Reads the form of a browser upload (POST Object of S3) and holds it to the policy that was signed with it. fauxqs
 * checks none, and would take 11 MB at most and close the connection on more.
 * @throws AwsError MalformedPOSTRequest, InvalidArgument, EntityTooLarge, and as `checkUploadPolicy`
 */
export async function readFormUpload(
  request: IncomingMessage,
  limit: number,
  signers: Signers,
): Promise<FormUpload> {
  const body = await readBody(request, Math.min(limit + BESIDE_THE_FILE, MOST));
  if (body === undefined) throw tooLarge(limit);
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  })
    .formData()
    .catch(() => {
      throw new AwsError('MalformedPOSTRequest', 'The body is not well-formed multipart/form-data.', 400);
    });
  const fields = new Map([...form].map(([name, value]) => [name.toLowerCase(), value]));
  const key = fields.get('key');
  const file = fields.get('file');
  if (typeof key !== 'string' || key === '' || !(file instanceof Blob)) {
    throw new AwsError('InvalidArgument', 'The form needs the fields "key" and "file".', 400);
  }
  const bucket = decodeURIComponent(new URL(request.url ?? '/', 'http://local').pathname.split('/')[1] ?? '');
  const texts = new Map<string, string>();
  for (const [name, value] of fields) if (typeof value === 'string') texts.set(name, value);
  checkUploadPolicy({ bucket, fields: texts, size: file.size }, signers);
  return { bucket, key, file: Buffer.from(await file.arrayBuffer()) };
}

const tooLarge = (most: number): AwsError =>
  new AwsError(
    'EntityTooLarge',
    `Your proposed upload exceeds the maximum allowed size (${most} bytes)`,
    400,
  );
