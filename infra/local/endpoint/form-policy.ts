import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from './aws-error.ts';

/** A browser's form to S3: its fields by their names in lower case, without the file. */
export interface UploadForm {
  readonly bucket: string;
  readonly fields: ReadonlyMap<string, string>;
  /** Of the file, in bytes. */
  readonly size: number;
}

export interface Signers {
  readonly now: Date;
  /** The secret of an access key; undefined for one that is not known. */
  readonly secretOf: (accessKeyId: string) => string | undefined;
}

const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
      z.tuple([z.literal('content-length-range'), z.number(), z.number()]),
      z.record(z.string(), z.string()),
    ]),
  ),
});

/** What a form may say although its policy does not. */
const FREE_FIELDS = new Set(['policy', 'x-amz-signature', 'file']);
const FREE_PREFIX = 'x-ignore-';

/**
 * Holds a form to the policy that was signed with it, as S3 does: who signed it, until when, which fields, how large.
 * @throws AwsError AccessDenied, InvalidAccessKeyId, SignatureDoesNotMatch, InvalidPolicyDocument, EntityTooLarge,
 * EntityTooSmall
 */
export function checkUploadPolicy(form: UploadForm, signers: Signers): void {
  const encoded = form.fields.get('policy');
  if (encoded === undefined) throw denied('Access Denied: the form has no policy.');
  checkSignature(form, encoded, signers);
  const { expiration, conditions } = readPolicy(encoded);
  if (Date.parse(expiration) <= signers.now.getTime()) {
    throw denied('Invalid according to Policy: Policy expired.');
  }
  const named = new Set<string>();
  for (const condition of conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, value] of Object.entries(condition)) checkField(form, named, 'eq', name, value);
    } else if (condition[0] === 'content-length-range') checkSize(form.size, condition[1], condition[2]);
    else checkField(form, named, condition[0], condition[1].slice(1), condition[2]);
  }
  const extra = [...form.fields.keys()].filter(
    (name) => !named.has(name) && !FREE_FIELDS.has(name) && !name.startsWith(FREE_PREFIX),
  );
  if (extra.length > 0) throw denied(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`);
}

/** AWS Signature Version 4 over the policy, as for every POST of a form. */
function checkSignature({ fields }: UploadForm, policy: string, { secretOf }: Signers): void {
  const [accessKeyId = '', day = '', region = '', service = '', end = ''] = (
    fields.get('x-amz-credential') ?? ''
  ).split('/');
  const secret = secretOf(accessKeyId);
  if (secret === undefined) {
    throw new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist.', 403);
  }
  const hmac = (key: string | Buffer, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest();
  const key = [day, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const expected = hmac(key, policy);
  const given = Buffer.from(fields.get('x-amz-signature') ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AwsError('SignatureDoesNotMatch', 'The signature of the form is not that of its policy.', 403);
  }
}

function readPolicy(encoded: string): z.infer<typeof policySchema> {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new AwsError('InvalidPolicyDocument', 'Invalid Policy: it cannot be read.', 400);
  }
}

function checkField(
  { bucket, fields }: UploadForm,
  named: Set<string>,
  how: 'eq' | 'starts-with',
  name: string,
  wanted: string,
): void {
  const field = name.toLowerCase();
  named.add(field);
  const value = field === 'bucket' ? bucket : (fields.get(field) ?? '');
  if (how === 'eq' ? value === wanted : value.startsWith(wanted)) return;
  throw denied(`Invalid according to Policy: Policy Condition failed: ["${how}", "$${name}", "${wanted}"]`);
}

function checkSize(size: number, least: number, most: number): void {
  if (size > most) {
    throw new AwsError(
      'EntityTooLarge',
      `Your proposed upload exceeds the maximum allowed size (${most} bytes)`,
      400,
    );
  }
  if (size < least) {
    throw new AwsError(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      400,
    );
  }
}

const denied = (message: string): AwsError => new AwsError('AccessDenied', message, 403);
