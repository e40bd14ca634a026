import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { readBody } from '../net.ts';
import { AwsError } from './aws-error.ts';

/** What a bucket takes in one form is said by the form's own policy; beside the file there is little in it. */
const BESIDE_THE_FILE = 64 * 1024;
const MOST = 5 * 1024 ** 3;

const policySchema = z.object({
  conditions: z.array(
    z.union([z.tuple([z.string(), z.unknown(), z.unknown()]), z.record(z.string(), z.unknown())]),
  ),
});
type Conditions = z.infer<typeof policySchema>['conditions'];

export interface FormUpload {
  readonly bucket: string;
  readonly key: string;
  readonly file: Buffer;
}

export const isFormUpload = ({ method, headers }: IncomingMessage): boolean =>
  method === 'POST' && (headers['content-type'] ?? '').startsWith('multipart/form-data');

/**
 * Reads the form of a browser upload (POST Object of S3) and holds it to its policy: the key and the size. The signature
 * and the expiry are not checked. fauxqs would take 11 MB at most and close the connection on more.
 * @throws AwsError EntityTooLarge, EntityTooSmall, AccessDenied, MalformedPOSTRequest
 */
export async function readFormUpload(request: IncomingMessage, limit: number): Promise<FormUpload> {
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
  checkPolicy(conditionsOf(fields.get('policy')), key, file.size);
  const bucket = decodeURIComponent(new URL(request.url ?? '/', 'http://local').pathname.split('/')[1] ?? '');
  return { bucket, key, file: Buffer.from(await file.arrayBuffer()) };
}

function conditionsOf(policy: unknown): Conditions {
  if (typeof policy !== 'string') return [];
  try {
    return policySchema.parse(JSON.parse(Buffer.from(policy, 'base64').toString('utf8'))).conditions;
  } catch {
    throw new AwsError('InvalidPolicyDocument', 'Invalid Policy: it cannot be read.', 400);
  }
}

function checkPolicy(conditions: Conditions, key: string, size: number): void {
  for (const condition of conditions) {
    const [kind, first, second] = Array.isArray(condition) ? condition : equality(condition);
    if (kind === 'eq' && first === '$key' && second !== key) {
      throw new AwsError(
        'AccessDenied',
        'Invalid according to Policy: Policy Condition failed: ["eq", "$key"]',
        403,
      );
    }
    if (kind === 'content-length-range') {
      if (size > Number(second)) throw tooLarge(Number(second));
      if (size < Number(first)) {
        throw new AwsError(
          'EntityTooSmall',
          'Your proposed upload is smaller than the minimum allowed size',
          400,
        );
      }
    }
  }
}

function equality(condition: Readonly<Record<string, unknown>>): readonly [string, unknown, unknown] {
  const [[name, value] = ['', '']] = Object.entries(condition);
  return ['eq', `$${name}`, value];
}

const tooLarge = (most: number): AwsError =>
  new AwsError(
    'EntityTooLarge',
    `Your proposed upload exceeds the maximum allowed size (${most} bytes)`,
    400,
  );
