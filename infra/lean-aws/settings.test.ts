import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as connections from './packages/client-apigatewaymanagementapi.ts';
import * as cloudwatch from './packages/client-cloudwatch.ts';
import * as cognito from './packages/client-cognito-identity-provider.ts';
import * as dynamodb from './packages/client-dynamodb.ts';
import * as eventbridge from './packages/client-eventbridge.ts';
import * as route53 from './packages/client-route-53.ts';
import * as s3 from './packages/client-s3.ts';
import * as scheduler from './packages/client-scheduler.ts';
import * as secrets from './packages/client-secrets-manager.ts';
import * as ses from './packages/client-ses.ts';
import * as sfn from './packages/client-sfn.ts';
import * as sqs from './packages/client-sqs.ts';
import * as documents from './packages/lib-dynamodb.ts';

const CREDENTIALS = { accessKeyId: 'a', secretAccessKey: 'b' };

interface SdkConfig {
  readonly useFipsEndpoint: unknown;
  endpointProvider(params: Record<string, unknown>): { readonly url: URL };
}

type Pair = readonly [
  id: string,
  theirs: (region: string) => { readonly config: unknown },
  ours: (region: string) => { settings(): { readonly endpoint: URL } },
];
const config = (region: string) => ({ region, credentials: CREDENTIALS });
const PAIRS: readonly Pair[] = [
  ['DYNAMODB', (r) => new DynamoDBClient(config(r)), (r) => new dynamodb.DynamoDBClient(config(r))],
  ['SQS', (r) => new SQSClient(config(r)), (r) => new sqs.SQSClient(config(r))],
  [
    'EVENTBRIDGE',
    (r) => new EventBridgeClient(config(r)),
    (r) => new eventbridge.EventBridgeClient(config(r)),
  ],
  ['SFN', (r) => new SFNClient(config(r)), (r) => new sfn.SFNClient(config(r))],
  ['CLOUDWATCH', (r) => new CloudWatchClient(config(r)), (r) => new cloudwatch.CloudWatchClient(config(r))],
  ['SCHEDULER', (r) => new SchedulerClient(config(r)), (r) => new scheduler.SchedulerClient(config(r))],
  [
    'SECRETS_MANAGER',
    (r) => new SecretsManagerClient(config(r)),
    (r) => new secrets.SecretsManagerClient(config(r)),
  ],
  [
    'COGNITO_IDENTITY_PROVIDER',
    (r) => new CognitoIdentityProviderClient(config(r)),
    (r) => new cognito.CognitoIdentityProviderClient(config(r)),
  ],
  ['SES', (r) => new SESClient(config(r)), (r) => new ses.SESClient(config(r))],
  ['S3', (r) => new S3Client(config(r)), (r) => new s3.S3Client({ ...config(r), forcePathStyle: true })],
  [
    'APIGATEWAYMANAGEMENTAPI',
    (r) => new ApiGatewayManagementApiClient(config(r)),
    (r) => new connections.ApiGatewayManagementApiClient(config(r)),
  ],
];
const REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-central-1',
  'ap-southeast-4',
  'us-gov-west-1',
  'cn-north-1',
  'eusc-de-east-1',
];

afterEach(() => vi.unstubAllEnvs());

describe('settings of the lean clients', () => {
  it.each(PAIRS)('ask %s where the SDK does, in every partition', (_id, theirs, ours) => {
    for (const region of REGIONS) {
      const { endpointProvider } = theirs(region).config as SdkConfig;
      const { url } = endpointProvider({
        Region: region,
        UseFIPS: false,
        UseDualStack: false,
        ForcePathStyle: true,
      });
      expect(ours(region).settings().endpoint.href).toBe(url.href);
    }
  });

  it('ask the one endpoint of Route 53 from every Region of its partition, and sign for its Region', () => {
    for (const region of ['us-east-1', 'eu-central-1']) {
      const { endpointProvider } = new Route53Client(config(region)).config as unknown as SdkConfig;
      const { url } = endpointProvider({ Region: region, UseFIPS: false, UseDualStack: false });
      const ours = new route53.Route53Client(config(region)).settings();
      expect([ours.endpoint.href, ours.region]).toEqual([url.href, 'us-east-1']);
    }
    for (const region of ['us-gov-west-1', 'cn-north-1'])
      expect(() => new route53.Route53Client(config(region)).settings()).toThrow(region);
  });

  it.each(PAIRS)('ask %s where the environment says', (id, _theirs, ours) => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    expect(ours('us-east-1').settings().endpoint.origin).toBe('http://127.0.0.1:1');
    vi.stubEnv(`AWS_ENDPOINT_URL_${id}`, 'http://127.0.0.1:2');
    expect(ours('us-east-1').settings().endpoint.origin).toBe('http://127.0.0.1:2');
    vi.stubEnv('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');
    expect(ours('us-east-1').settings().endpoint.protocol).toBe('https:');
  });

  it('take Region and credentials from what Lambda sets', () => {
    vi.stubEnv('AWS_REGION', 'eu-north-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');
    const { region, credentials } = new sqs.SQSClient().settings();
    expect(region).toBe('eu-north-1');
    expect(credentials).toEqual({ accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' });
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    expect(() => new sqs.SQSClient().settings()).toThrow(/AWS_SECRET_ACCESS_KEY/);
  });

  it('refuse what they do not know, instead of leaving it out', () => {
    expect(() => new sqs.SQSClient({ useDualstackEndpoint: true } as object)).toThrow(/useDualstackEndpoint/);
    expect(() => new sqs.SQSClient({ requestHandler: { socketTimeout: 1 } } as object)).toThrow(
      /socketTimeout/,
    );
    const options = { marshallOptions: { convertEmptyValues: true } } as object;
    expect(() => documents.DynamoDBDocumentClient.from(new dynamodb.DynamoDBClient(), options)).toThrow(
      /convertEmptyValues/,
    );
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    expect(() => new sqs.SQSClient(config('us-east-1')).settings()).toThrow(/FIPS/);
    vi.unstubAllEnvs();
    expect(() => new sqs.SQSClient(config('us-iso-east-1')).settings()).toThrow(/us-iso-east-1/);
  });
});
