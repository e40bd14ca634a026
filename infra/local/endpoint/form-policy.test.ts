import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, it } from 'vitest';
import { checkUploadPolicy } from './form-policy.ts';

const client = new S3Client({
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:1',
  forcePathStyle: true,
  credentials: { accessKeyId: 'AKIA1', secretAccessKey: 'a secret' },
});

/** A form as the SDK of AWS signs it. */
async function signedForm(): Promise<Map<string, string>> {
  const { fields } = await createPresignedPost(client, {
    Bucket: 'files',
    Key: 'imports/1.csv',
    Conditions: [
      ['content-length-range', 1, 100],
      ['starts-with', '$Content-Type', 'text/'],
    ],
    Expires: 60,
  });
  return new Map([
    ...Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value] as const),
    ['content-type', 'text/csv'],
  ]);
}

interface Change {
  readonly bucket?: string;
  readonly size?: number;
  readonly fields?: Readonly<Record<string, string | undefined>>;
  readonly inMs?: number;
}

async function check({ bucket = 'files', size = 10, fields = {}, inMs = 0 }: Change): Promise<void> {
  const all = await signedForm();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) all.delete(name);
    else all.set(name, value);
  }
  checkUploadPolicy(
    { bucket, size, fields: all },
    {
      now: new Date(Date.now() + inMs),
      secretOf: (key) => (key === 'AKIA1' ? 'a secret' : undefined),
    },
  );
}

const WIDER = Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64');

it('accepts a form that meets its policy', async () => {
  await check({});
  await check({ size: 1 });
  await check({ size: 100, fields: { 'content-type': 'text/plain', 'x-ignore-this': 'x' } });
});

it.each<[string, Change, string]>([
  ['a larger file', { size: 101 }, 'EntityTooLarge'],
  ['an empty file', { size: 0 }, 'EntityTooSmall'],
  ['another key', { fields: { key: 'imports/2.csv' } }, 'AccessDenied'],
  ['another bucket', { bucket: 'other' }, 'AccessDenied'],
  ['another type', { fields: { 'content-type': 'image/png' } }, 'AccessDenied'],
  ['a field that the policy does not name', { fields: { acl: 'public-read' } }, 'AccessDenied'],
  ['no policy', { fields: { policy: undefined } }, 'AccessDenied'],
  ['a form that is too old', { inMs: 61_000 }, 'AccessDenied'],
  ['a policy that nobody signed', { fields: { policy: WIDER } }, 'SignatureDoesNotMatch'],
  ['no signature', { fields: { 'x-amz-signature': undefined } }, 'SignatureDoesNotMatch'],
  [
    'a signature of another day',
    { fields: { 'x-amz-credential': 'AKIA1/19990101/us-east-1/s3/aws4_request' } },
    'SignatureDoesNotMatch',
  ],
  [
    'a key that is not known',
    { fields: { 'x-amz-credential': 'AKIA2/20260101/us-east-1/s3/aws4_request' } },
    'InvalidAccessKeyId',
  ],
])('refuses %s', async (_, change, code) => {
  await expect(check(change)).rejects.toMatchObject({ code });
});
