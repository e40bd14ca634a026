import type { Need } from '../policy.ts';
import { type AwsRequest, type NeedsOf, UnknownNeed } from './request.ts';

export interface S3Target {
  readonly bucket: string;
  readonly key: string;
}

/** The bucket and the key of a request with path-style addressing. The key is empty for the bucket itself. */
export function s3Target(url: URL): S3Target {
  const [, bucket = '', ...rest] = url.pathname.split('/');
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(rest.join('/')) };
}

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
const objectArn = ({ bucket, key }: S3Target): string => `${bucketArn(bucket)}/${key}`;

/** What a request needs, by its method and whether it names an object. A query parameter that changes the meaning comes first. */
const BY_PARAMETER: readonly (readonly [parameter: string, method: string, action: string])[] = [
  ['uploadId', 'DELETE', 's3:AbortMultipartUpload'],
  ['uploadId', 'GET', 's3:ListMultipartUploadParts'],
  ['tagging', 'GET', 's3:GetObjectTagging'],
  ['tagging', 'PUT', 's3:PutObjectTagging'],
];
const ON_OBJECT: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  // The parts of a multipart upload, and browser uploads.
  POST: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

export const s3Needs: NeedsOf = (request) => {
  const { method, url } = request;
  const target = s3Target(url);
  if (target.bucket === '') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  if (target.key === '') return onBucket(request, target);
  const special = BY_PARAMETER.find(([name, verb]) => verb === method && url.searchParams.has(name));
  const action = special?.[2] ?? ON_OBJECT[method];
  if (action === undefined) throw new UnknownNeed(`S3 ${method} of an object`);
  const needs: Need[] = [{ action, resource: objectArn(target) }];
  const source = request.headers['x-amz-copy-source'];
  if (typeof source === 'string' && method === 'PUT') {
    const from = decodeURIComponent(source.replace(/^\//, '').replace(/\?versionId=.*$/, ''));
    needs.push({ action: 's3:GetObject', resource: `arn:aws:s3:::${from}` });
  }
  return needs;
};

function onBucket({ method, url, body }: AwsRequest, { bucket }: S3Target): Need[] {
  const prefix = url.searchParams.get('prefix');
  if (method === 'HEAD' || (method === 'GET' && isListing(url))) {
    const context = prefix === null ? {} : { context: { 's3:prefix': prefix } };
    return [{ action: 's3:ListBucket', resource: bucketArn(bucket), ...context }];
  }
  if (method === 'POST' && url.searchParams.has('delete')) {
    return [...body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => ({
      action: 's3:DeleteObject',
      resource: objectArn({ bucket, key: unescapeXml(key) }),
    }));
  }
  if (method === 'POST') {
    const key = formField(body, 'key');
    if (key !== undefined) return [{ action: 's3:PutObject', resource: objectArn({ bucket, key }) }];
  }
  throw new UnknownNeed(`S3 ${method} ${url.search || 'of a bucket'}`);
}

const LISTING_PARAMETERS = new Set([
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'marker',
  'start-after',
  'continuation-token',
  'encoding-type',
  'fetch-owner',
  'x-id',
]);
const isListing = (url: URL): boolean =>
  [...url.searchParams.keys()].every((name) => LISTING_PARAMETERS.has(name));

const unescapeXml = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** A field of a browser's form (multipart/form-data). Fields come before the file, and names are the same in any case. */
export function formField(body: Buffer, name: string): string | undefined {
  const text = body.toString('latin1');
  const pattern = new RegExp(`name="${name}"(?:\\r\\n[^\\r\\n]+)*\\r\\n\\r\\n([^\\r\\n]*)\\r\\n`, 'i');
  const value = pattern.exec(text)?.[1];
  return value === undefined ? undefined : Buffer.from(value, 'latin1').toString('utf8');
}
