/** Account and Region that the stacks are pretended to run in. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** The local addresses that some values are made of. */
export interface Addresses {
  readonly awsEndpoint: string;
  readonly httpUrl: string;
  readonly wsUrl: string;
  readonly issuer: string;
}

interface ResourceType {
  /** The property that holds an explicit name. */
  readonly nameProperty?: string;
  /** What `Ref` gives, from the physical name. */
  readonly ref?: (name: string, addresses: Addresses) => string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, (name: string, addresses: Addresses) => string>>;
}

const arn =
  (service: string, path = '') =>
  (name: string): string =>
    `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}${name}`;
const itself = (name: string): string => name;

const tableArn = arn('dynamodb', 'table/');
const functionArn = arn('lambda', 'function:');
const queueUrl = (name: string, { awsEndpoint }: Addresses): string => `${awsEndpoint}/${ACCOUNT}/${name}`;

const userPoolId = (name: string): string => `${REGION}_${name}`;
const streamArn = (table: string): string => `${tableArn(table)}/stream/local`;

const TABLE: ResourceType = {
  nameProperty: 'TableName',
  attributes: { Arn: tableArn, StreamArn: streamArn, TableId: itself },
};

/** The resource types that this runtime runs. */
const RUN: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::Table': TABLE,
  'AWS::DynamoDB::GlobalTable': TABLE,
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: { Arn: arn('sqs'), QueueName: itself, QueueUrl: queueUrl },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: arn('sns'),
    attributes: { TopicArn: arn('sns'), TopicName: itself },
  },
  'AWS::SNS::Subscription': {},
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    attributes: {
      Arn: (name) => `arn:aws:s3:::${name}`,
      DomainName: (name) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: (name) => `${name}.s3.${REGION}.amazonaws.com`,
    },
  },
  'Custom::S3BucketNotifications': {},
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', attributes: { Arn: functionArn } },
  'AWS::Lambda::EventSourceMapping': {},
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    attributes: { Arn: arn('events', 'event-bus/'), Name: itself },
  },
  'AWS::Events::Rule': { nameProperty: 'Name', attributes: { Arn: arn('events', 'rule/') } },
  'AWS::Scheduler::Schedule': { nameProperty: 'Name', attributes: { Arn: arn('scheduler', 'schedule/') } },
  'AWS::Scheduler::ScheduleGroup': {
    nameProperty: 'Name',
    attributes: { Arn: arn('scheduler', 'schedule-group/') },
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    ref: arn('states', 'stateMachine:'),
    attributes: { Arn: arn('states', 'stateMachine:'), Name: itself },
  },
  'AWS::ApiGatewayV2::Api': {
    attributes: {
      ApiId: itself,
      ApiEndpoint: (name) => `https://${name}.execute-api.${REGION}.amazonaws.com`,
    },
  },
  'AWS::ApiGatewayV2::Route': {},
  'AWS::ApiGatewayV2::Integration': {},
  'AWS::ApiGatewayV2::Authorizer': { attributes: { AuthorizerId: itself } },
  'AWS::ApiGatewayV2::Stage': { nameProperty: 'StageName' },
  'AWS::SES::ConfigurationSet': { nameProperty: 'Name' },
  'AWS::SES::ConfigurationSetEventDestination': {},
  'AWS::SES::ReceiptRule': {},
  // The issuer stands in for the pool; its tokens are for these clients.
  'AWS::Cognito::UserPoolClient': { attributes: { ClientId: itself } },
  'AWS::SecretsManager::Secret': { nameProperty: 'Name', ref: arn('secretsmanager', 'secret:') },
  // Who may do what: infra/local/iam.
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    attributes: { Arn: (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`, RoleId: itself },
  },
  'AWS::IAM::Policy': {},
  'AWS::IAM::ManagedPolicy': {},
  'AWS::S3::BucketPolicy': {},
  'AWS::SQS::QueuePolicy': {},
  'AWS::SQS::QueueInlinePolicy': {},
  'AWS::SNS::TopicPolicy': {},
  'AWS::SNS::TopicInlinePolicy': {},
  'AWS::Events::EventBusPolicy': {},
  'AWS::SecretsManager::ResourcePolicy': {},
  'AWS::KMS::Key': { attributes: { Arn: arn('kms', 'key/'), KeyId: itself } },
  'AWS::Lambda::Permission': {},
  'AWS::Lambda::EventInvokeConfig': {},
  'AWS::CloudWatch::Alarm': { nameProperty: 'AlarmName', attributes: { Arn: arn('cloudwatch', 'alarm:') } },
};

/** Types with no local meaning. They are skipped, and still have a name for whoever refers to them. */
const SKIPPED: Readonly<Record<string, ResourceType>> = {
  'AWS::Cognito::UserPool': {
    ref: userPoolId,
    attributes: {
      Arn: (name) => arn('cognito-idp', 'userpool/')(userPoolId(name)),
      ProviderName: (name) => `cognito-idp.${REGION}.amazonaws.com/${userPoolId(name)}`,
      ProviderURL: (name) => `https://cognito-idp.${REGION}.amazonaws.com/${userPoolId(name)}`,
      UserPoolId: userPoolId,
    },
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    attributes: { Arn: (name) => `${arn('logs', 'log-group:')(name)}:*` },
  },
  'AWS::ApiGatewayV2::Deployment': {},
  'AWS::SES::ReceiptRuleSet': { nameProperty: 'RuleSetName' },
  'AWS::SES::EmailIdentity': { nameProperty: 'EmailIdentity' },
  // Versions and aliases stand for their function, and for their machine.
  'AWS::Lambda::Version': { nameProperty: 'FunctionName', ref: functionArn },
  'AWS::Lambda::Alias': { nameProperty: 'FunctionName', ref: functionArn },
  'AWS::StepFunctions::StateMachineVersion': { nameProperty: 'StateMachineArn', attributes: { Arn: itself } },
  'AWS::SSM::Parameter': { nameProperty: 'Name' },
};
const SKIPPED_PREFIXES = [
  'AWS::IAM::',
  'AWS::Logs::',
  'AWS::CloudWatch::',
  'AWS::KMS::',
  'AWS::Cognito::',
  'AWS::CDK::',
  'AWS::Budgets::',
  'AWS::XRay::',
  'AWS::ApplicationInsights::',
  'AWS::SSM::',
  'AWS::Route53::',
  'AWS::CertificateManager::',
  'AWS::WAFv2::',
  'AWS::CloudTrail::',
  'AWS::ApiGateway::Account',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::Lambda::LayerVersion',
  'AWS::SecretsManager::RotationSchedule',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::CloudFormation::CustomResource',
  'Custom::',
];

export type Handling = 'run' | 'skip' | 'unknown';

export function handlingOf(type: string): Handling {
  if (type in RUN) return 'run';
  return type in SKIPPED || SKIPPED_PREFIXES.some((prefix) => type.startsWith(prefix)) ? 'skip' : 'unknown';
}

const typeOf = (type: string): ResourceType => RUN[type] ?? SKIPPED[type] ?? {};

export const namePropertyOf = (type: string): string | undefined => typeOf(type).nameProperty;

export const refOf = (type: string, name: string, addresses: Addresses): string =>
  (typeOf(type).ref ?? itself)(name, addresses);

/** Attributes of skipped resources have no meaning here: any text does. @throws for an unknown one of a type we run. */
export function attributeOf(type: string, attribute: string, name: string, addresses: Addresses): string {
  const make = typeOf(type).attributes?.[attribute];
  if (make !== undefined) return make(name, addresses);
  if (handlingOf(type) === 'run')
    throw new Error(`Fn::GetAtt ${attribute} of ${type} is not known to infra/local.`);
  return `${name}.${attribute}`;
}
