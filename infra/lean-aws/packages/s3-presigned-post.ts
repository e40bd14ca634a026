import { hmac, signingKey, timestamp } from '../sign.ts';
import type { S3Client } from './client-s3.ts';

type Condition = readonly unknown[] | Readonly<Record<string, string>>;

interface PostTerms {
  readonly Bucket: string;
  readonly Key: string;
  readonly Conditions?: readonly Condition[];
  /** Seconds. */
  readonly Expires?: number;
}

const HOUR_SECONDS = 3600;

/**
 * A form that a browser may send to a bucket, by the same policy that the SDK makes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export async function createPresignedPost(
  client: S3Client,
  { Bucket, Key, Conditions = [], Expires = HOUR_SECONDS }: PostTerms,
): Promise<{ url: string; fields: Record<string, string> }> {
  const { credentials, region, endpoint } = client.settings();
  const now = client.now();
  const time = timestamp(now);
  const date = time.slice(0, 8);
  const fields = {
    bucket: Bucket,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${date}/${region}/s3/aws4_request`,
    'X-Amz-Date': time,
    ...(credentials.sessionToken ? { 'X-Amz-Security-Token': credentials.sessionToken } : {}),
  };
  const policy = {
    expiration: withoutMilliseconds(new Date(now.getTime() + Expires * 1000)),
    conditions: [
      ...Conditions,
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      { key: Key },
    ],
  };
  const Policy = Buffer.from(JSON.stringify(policy)).toString('base64');
  const key = signingKey(credentials.secretAccessKey, date, { region, service: 's3' });
  return {
    url: `${endpoint.origin}/${Bucket}`,
    fields: { ...fields, key: Key, Policy, 'X-Amz-Signature': hmac(key, Policy).toString('hex') },
  };
}

const withoutMilliseconds = (at: Date): string => at.toISOString().replace(/\.\d{3}Z$/, 'Z');
