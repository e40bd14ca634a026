import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface AwsClients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly lambda: LambdaClient;
  readonly secrets: SecretsManagerClient;
  readonly ses: SESClient;
  readonly sesV2: SESv2Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
}

export interface AwsOptions {
  readonly region: string;
  /** The local Rex, in the place of AWS: any credentials do. */
  readonly localEndpoint?: string;
}

/** Credentials are found where every tool of AWS looks for them. */
export function awsClients({ region, localEndpoint }: AwsOptions): AwsClients {
  const local =
    localEndpoint === undefined
      ? {}
      : { endpoint: localEndpoint, credentials: { accessKeyId: 'operator', secretAccessKey: 'local' } };
  const options = { region, maxAttempts: 2, ...local };
  return {
    cloudFormation: new CloudFormationClient(options),
    cloudWatch: new CloudWatchClient(options),
    lambda: new LambdaClient(options),
    secrets: new SecretsManagerClient(options),
    ses: new SESClient(options),
    sesV2: new SESv2Client(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
  };
}

/** Whether there are any: an account is only looked at with its owner's. */
export const hasCredentials = ({ sqs }: AwsClients): Promise<boolean> =>
  sqs.config.credentials().then(
    () => true,
    () => false,
  );

/** `https://abc.execute-api.eu-west-1.amazonaws.com` is in eu-west-1. */
export const regionOf = (api: string): string | undefined =>
  /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com/.exec(api)?.[1];
