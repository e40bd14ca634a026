import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Iam } from './iam.ts';
import { dynamodbNeeds } from './needs/dynamodb.ts';
import {
  cognitoNeeds,
  connectionNeeds,
  eventsNeeds,
  metricsNeeds,
  route53Needs,
  schedulerNeeds,
  secretsNeeds,
  sesNeeds,
  statesNeeds,
} from './needs/others.ts';
import { snsNeeds, sqsNeeds } from './needs/queues.ts';
import { type AwsRequest, MalformedRequest, type NeedsOf, UnknownNeed } from './needs/request.ts';
import { bucketArn, formField, s3Needs, s3Target } from './needs/s3.ts';
import type { Need, Principal } from './policy.ts';
import { accessDenied, type Refusal } from './refusal.ts';

export interface GateServices {
  readonly iam: Iam;
  readonly machineOfToken: (token: string) => string | undefined;
  readonly webSocketApi: { readonly id: string; readonly stage: string } | undefined;
  readonly hasObject: (bucket: string, key: string) => boolean;
}

interface GateCall {
  readonly service: string;
  readonly operation: string;
  readonly request: IncomingMessage;
  readonly url: URL;
}

/** Lets a request by, or answers as its service does when the role of who signed it does not allow it. */
export type Gate = (call: GateCall) => Promise<void>;

const KEY = /Credential=([^/,\s]+)\//;
const FORM = 'multipart/form-data';
/** A browser's form has its fields before the file. */
const FORM_FIELDS_BYTES = 16 * 1024;
/** The only requests here whose body says nothing of what they need, and may be large. */
const BODY_IS_CONTENT = new Set(['s3', 'execute-api']);

export function createGate({ iam, machineOfToken, webSocketApi, hasObject }: GateServices): Gate {
  const needsOf: Readonly<Record<string, NeedsOf>> = {
    dynamodb: dynamodbNeeds,
    sqs: sqsNeeds,
    sns: snsNeeds,
    s3: s3Needs,
    events: eventsNeeds,
    states: statesNeeds(machineOfToken),
    secretsmanager: secretsNeeds,
    monitoring: metricsNeeds,
    scheduler: schedulerNeeds,
    'execute-api': connectionNeeds(webSocketApi),
    ses: sesNeeds,
    route53: route53Needs,
    'cognito-idp': cognitoNeeds,
  };

  return async (call) => {
    const { service, operation, request, url } = call;
    if (request.method === 'OPTIONS') return;
    const { 'content-type': type = '', authorization } = request.headers;
    const isForm = service === 's3' && request.method === 'POST' && type.startsWith(FORM);
    const form = isForm ? await peek(request, FORM_FIELDS_BYTES) : Buffer.alloc(0);
    const key =
      KEY.exec(authorization ?? '')?.[1] ??
      (url.searchParams.get('X-Amz-Credential') ?? formField(form, 'x-amz-credential'))?.split('/')[0];
    if (key === undefined && service !== 's3')
      throw new AwsError('MissingAuthenticationToken', 'The request is not signed.', 403);
    const principal: Principal | undefined = key === undefined ? { kind: 'anonymous' } : iam.principalOf(key);
    if (principal === undefined) return;
    const readsBody = !BODY_IS_CONTENT.has(service) || url.searchParams.has('delete');
    if (readsBody && request.headers['transfer-encoding'] !== undefined)
      throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
    const body = isForm ? form : readsBody ? await peek(request) : Buffer.alloc(0);
    const asked: AwsRequest = { operation, method: operation, url, headers: request.headers, body };
    const refused = (refusal: Refusal | undefined): void => {
      if (refusal !== undefined) throw accessDenied(service, refusal);
    };
    const needs = knownNeeds(needsOf[service], asked);
    refused(iam.refusalOf(principal, needs));
    if (service === 's3') refused(iam.refusalOf(principal, toHearOfMissing(asked, hasObject)));
  };
}

/** Who may not list a bucket is not told that an object is missing: 403 and not 404. */
function toHearOfMissing({ method, url }: AwsRequest, hasObject: GateServices['hasObject']): Need[] {
  const { bucket, key } = s3Target(url);
  if ((method !== 'GET' && method !== 'HEAD') || key === '' || hasObject(bucket, key)) return [];
  return [{ action: 's3:ListBucket', resource: bucketArn(bucket) }];
}

function knownNeeds(needsOf: NeedsOf | undefined, request: AwsRequest): readonly Need[] {
  try {
    // A service that is not there says so itself.
    return needsOf?.(request) ?? [];
  } catch (error) {
    if (error instanceof UnknownNeed) throw new AwsError('AccessDeniedException', error.message, 403);
    if (error instanceof SyntaxError)
      throw new AwsError('SerializationException', 'The request is not valid JSON.');
    if (error instanceof MalformedRequest) throw new AwsError('ValidationException', error.message);
    if (error instanceof z.ZodError) throw new AwsError('ValidationException', z.prettifyError(error));
    throw error;
  }
}

/** The first bytes of a request's body (all by default), which stay in the request for whoever answers it. */
async function peek(request: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const wanted = Math.min(Number(request.headers['content-length'] ?? 0), limit);
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < wanted) {
    const chunk: unknown = request.read();
    if (Buffer.isBuffer(chunk)) {
      chunks.push(chunk);
      size += chunk.length;
    } else if (request.destroyed || request.readableEnded) break;
    else
      await new Promise<void>((resolve) => {
        const go = (): void => {
          request.off('readable', go).off('close', go).off('end', go);
          resolve();
        };
        request.once('readable', go).once('close', go).once('end', go);
      });
  }
  const [only] = chunks;
  const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
  if (body.length > 0) request.unshift(body);
  return body;
}
