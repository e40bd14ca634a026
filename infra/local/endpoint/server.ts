import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../faults.ts';
import type { Gate } from '../iam/gate.ts';
import type { Mappings } from '../lambda/mappings.ts';
import { dynamoUnits } from '../meter/dynamodb-units.ts';
import type { Meter } from '../meter/meter.ts';
import { readBody } from '../net.ts';
import { AwsError } from './aws-error.ts';
import { type Connections, isConnectionPath } from './connections.ts';
import type { DynamoDb } from './dynamodb.ts';
import { CAPACITY, CAPACITY_FIELD, MAY_GO_DIRECTLY, TABLE_WRITES } from './dynamodb-operations.ts';
import type { EventBus } from './events.ts';
import type { Signers } from './form-policy.ts';
import { isFormUpload } from './form-upload.ts';
import type { Queues } from './queues.ts';
import type { Route53 } from './route53.ts';
import type { Scheduler } from './scheduler.ts';
import type { Ses } from './ses.ts';
import type { SesAccount } from './ses-account.ts';
import type { Uploads } from './uploads.ts';

export interface EndpointServices {
  readonly dynamodb: DynamoDb;
  readonly queues: Queues;
  readonly uploads: Uploads;
  readonly events: EventBus;
  readonly scheduler: Scheduler;
  readonly states: { handle(operation: string, body: unknown): unknown };
  readonly secrets: { handle(operation: string, body: unknown): unknown };
  readonly cognito: { handle(operation: string, body: unknown): unknown };
  readonly ses: Ses;
  readonly sesAccount: SesAccount;
  readonly route53: Pick<Route53, 'handle'>;
  readonly cloudwatch: { handle(operation: string, body: unknown): unknown };
  readonly lambda: { handle(method: string, path: string): unknown };
  readonly connections: Connections;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly gate: Gate;
  /** Now, and the secrets that forms are signed with. */
  readonly signers: () => Signers;
  /** Not there before they have started. */
  readonly mappings: () => Pick<Mappings, 'streamedIn' | 'onWrite'> | undefined;
}

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

const SERVICES_BY_TARGET: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  AWSStepFunctions: 'states',
  secretsmanager: 'secretsmanager',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  GraniteServiceVersion20100801: 'monitoring',
};
const SCOPE = /\/([a-z0-9-]+)\/aws4_request/;
/** SQS bills one request for each 64 KB. */
const SQS_CHUNK = 64 * 1024;
const NO_CAPACITY = new Set([
  'CreateTable',
  'DescribeTable',
  'ListTables',
  'UpdateTable',
  'DeleteTable',
  'UpdateTimeToLive',
  'DescribeTimeToLive',
]);

/** The one AWS endpoint: finds out which service a request is for, meters it, lets faults strike, and has it answered. */
export function createEndpoint(
  services: EndpointServices,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { faults } = services;
  const answer = async (call: Call): Promise<void> => {
    const name = `${call.service}.${call.operation}`;
    const delay = faults.strike('delay', name);
    if (delay !== undefined) await sleep(delay.delayMs);
    if (faults.strike('throttle', name) !== undefined) {
      const code =
        call.service === 'dynamodb' ? 'ProvisionedThroughputExceededException' : 'ThrottlingException';
      throw new AwsError(code, 'Rate exceeded (a fault that was asked for)');
    }
    if (faults.strike('fail', name) !== undefined) {
      throw new AwsError(
        'ServiceUnavailable',
        'The service is unavailable (a fault that was asked for)',
        503,
      );
    }
    const refusal = faults.strike('refuse', name);
    if (refusal !== undefined) {
      const { code = 'AccessDenied', message = 'A refusal that was asked for.', status } = refusal;
      throw new AwsError(code, message, status);
    }
    if (faults.strike('lose-request', name) !== undefined) {
      call.response.destroy();
      return;
    }
    const handle = HANDLERS[call.service];
    if (handle === undefined)
      throw new AwsError('UnknownOperationException', `infra/local has no service ${call.service}.`);
    await services.gate(call);
    if (faults.strike('lose-answer', name) !== undefined) holdBackAnswer(call.response);
    await handle(call, services);
  };
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://local');
    // It would be the real one. Clients that live in virtual time would think that their clock is wrong, and try again
    // whatever fails.
    response.sendDate = false;
    const call = { ...serviceOf(request, url), request, response, url };
    answer(call)
      .catch((error: unknown) => sendError(call, error))
      // An answer that was begun cannot be taken back; a worker that was killed does not want it any more.
      .catch(() => response.destroy());
  };
}

function serviceOf(request: IncomingMessage, url: URL): { service: string; operation: string } {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const dot = target.indexOf('.');
    const service = SERVICES_BY_TARGET[target.slice(0, dot)] ?? target.slice(0, dot);
    return { service, operation: target.slice(dot + 1) };
  }
  const operation = request.method ?? 'GET';
  if (isConnectionPath(url.pathname)) return { service: 'execute-api', operation };
  const scope = SCOPE.exec(request.headers.authorization ?? '')?.[1];
  if (scope === 'ses' && url.pathname.startsWith('/v2/email/')) return { service: 'sesv2', operation };
  // Presigned URLs and browser uploads carry no Authorization header: they are for S3.
  return { service: scope ?? 's3', operation };
}

const HANDLERS: Readonly<Record<string, (call: Call, services: EndpointServices) => Promise<void>>> = {
  async dynamodb({ request, response, operation }, { dynamodb, meter, mappings }) {
    const body = await requestBody(request);
    const answer = await dynamodb.forward(
      request.headers,
      NO_CAPACITY.has(operation) ? body : askingForCapacity(body),
    );
    dynamoUnits(operation, body, answer.body, meter);
    const streamed = TABLE_WRITES.has(operation) ? mappings()?.streamedIn(body) : [];
    if (answer.status === 200 && streamed !== undefined) mappings()?.onWrite(streamed);
    const { 'x-amz-crc32': _, date: __, ...headers } = answer.headers;
    if (streamed !== undefined) headers[MAY_GO_DIRECTLY] = streamed.join(',');
    response.writeHead(answer.status, headers);
    response.end(answer.body);
  },
  async sqs({ request, response, operation }, { queues, meter }) {
    meter.count(
      'sqs.requests',
      Math.max(1, Math.ceil(Number(request.headers['content-length'] ?? 0) / SQS_CHUNK)),
    );
    if (operation === 'ReceiveMessage') response.setTimeout(0);
    queues.handle(request, response);
  },
  async sns({ request, response }, { queues, meter }) {
    meter.count('sns.publishes', 1);
    queues.handle(request, response);
  },
  async s3({ request, response, url }, { queues, uploads, meter, signers }) {
    // Browsers upload with presigned forms from the console's origin; the server refuses all others.
    const { origin } = request.headers;
    if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
    if (request.method === 'OPTIONS') {
      response
        .writeHead(204, { 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' })
        .end();
      return;
    }
    meter.count(request.method === 'GET' || request.method === 'HEAD' ? 's3.reads' : 's3.writes', 1);
    if (isFormUpload(request)) {
      queues.addObject(await uploads.receive(request, signers()));
      response.writeHead(204).end();
    } else if (!(await uploads.answer(request, response, url))) queues.handle(request, response);
  },
  async events({ request, response, operation }, { events }) {
    sendAnswer(response, events.handle(operation, await jsonBody(request)));
  },
  async states({ request, response, operation }, { states }) {
    sendAnswer(response, states.handle(operation, await jsonBody(request)));
  },
  async secretsmanager({ request, response, operation }, { secrets }) {
    sendAnswer(response, secrets.handle(operation, await jsonBody(request)));
  },
  async 'cognito-idp'({ request, response, operation }, { cognito }) {
    sendAnswer(response, cognito.handle(operation, await jsonBody(request)));
  },
  async monitoring({ request, response, operation }, { cloudwatch }) {
    sendAnswer(response, cloudwatch.handle(operation, await jsonBody(request)));
  },
  async scheduler({ request, response, url }, { scheduler }) {
    sendAnswer(response, scheduler.handle(request.method ?? 'GET', url, await jsonBody(request)));
  },
  async 'execute-api'({ request, response, url }, { connections }) {
    sendAnswer(
      response,
      connections.handle(request.method ?? 'GET', url.pathname, await requestBody(request)),
    );
  },
  async lambda({ request, response, url }, { lambda }) {
    sendAnswer(response, lambda.handle(request.method ?? 'GET', url.pathname));
  },
  async sesv2({ request, response, url }, { sesAccount }) {
    sendAnswer(response, sesAccount.handle(request.method ?? 'GET', url.pathname, await jsonBody(request)));
  },
  async route53({ request, response, url }, { route53 }) {
    const body = (await requestBody(request)).toString('utf8');
    const text = route53.handle(request.method ?? 'GET', url, body);
    response.writeHead(200, { 'content-type': 'text/xml' }).end(text);
  },
  async ses({ request, response }, { ses, faults }) {
    const parameters = new URLSearchParams((await requestBody(request)).toString('latin1'));
    const action = parameters.get('Action') ?? '';
    if (faults.strike('fail', `ses.${action}`) !== undefined) {
      throw new AwsError(
        'ServiceUnavailable',
        'The service is unavailable (a fault that was asked for)',
        503,
      );
    }
    const result = await ses.handle(parameters);
    const text =
      `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;
    response.writeHead(200, { 'content-type': 'text/xml' }).end(text);
  },
};

async function requestBody(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request);
  if (body === undefined) throw new AwsError('RequestEntityTooLarge', 'The request is too large.', 413);
  return body;
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const body = await requestBody(request);
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request is not valid JSON.');
  }
}

/** Whoever asked finds the connection broken at the moment when the answer would begin. */
function holdBackAnswer(response: ServerResponse): void {
  // What is written afterwards has nowhere to go, which is what was wanted.
  response.on('error', () => undefined);
  response.writeHead = () => response.destroy();
}

const OPENING_BRACE = '{'.charCodeAt(0);
const WITH_CAPACITY = Buffer.from(`{${CAPACITY}`);

/** Asks for the capacity consumed without parsing the request: the field is put in at the front. */
function askingForCapacity(body: Buffer): Buffer {
  if (body[0] !== OPENING_BRACE || body.length < 3 || body.includes(CAPACITY_FIELD)) return body;
  return Buffer.concat([WITH_CAPACITY, body.subarray(1)]);
}

function sendAnswer(response: ServerResponse, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(200, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
}

function sendError({ service, request, response }: Call, error: unknown): void {
  // What was refused before it was read must still come off the wire, or the connection is of no more use.
  request.resume();
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
  const { code, message, status } = known;
  if (service === 'ses' || service === 'sns' || service === 's3' || service === 'route53') {
    const detail = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</Message></Error>`;
    const text =
      service === 's3'
        ? detail
        : `<ErrorResponse>${detail}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
    response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
    return;
  }
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code })
    .end(JSON.stringify({ __type: code, message, Message: message }));
}
