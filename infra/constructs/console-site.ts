import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Aws, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { ASSETS_PATH, CACHE, consolePolicy } from '../console-headers.ts';
import { acknowledge, acknowledgeManagedPolicy, acknowledgeWildcard } from './acknowledge.ts';

/** What the console asks of the API, under its own origin. */
const API_PATHS = ['/api/*', '/rex/*', '/.well-known/rex', '/llms.txt', '/mcp'];
const YEAR_S = 31_536_000;

/** An address of the console that is no file is answered with its page, which knows what to show there. */
const TO_PAGE = `function handler(event) {
  var request = event.request;
  if (!/\\.[a-z0-9]+$/.test(request.uri)) request.uri = '/index.html';
  return request;
}`;

export interface ConsoleSiteProps {
  readonly api: HttpApi;
  /** The folder that Vite built. */
  readonly web: string;
}

/** The web console: files in S3 behind CloudFront, with the API under the same origin. */
export class ConsoleSite extends Construct {
  /** Without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { api, web }: ConsoleSiteProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Files', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(bucket, 'S1', 'It holds what every browser may have; CloudFront alone reads it.');
    const toPage = new EdgeFunction(this, 'ToPage', {
      code: FunctionCode.fromInline(TO_PAGE),
      runtime: FunctionRuntime.JS_2_0,
    });
    const files = {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: securityHeaders(this),
      compress: true,
    };
    const toApi = {
      origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint))),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Rex: web console',
      defaultBehavior: {
        ...files,
        functionAssociations: [{ function: toPage, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: Object.fromEntries(API_PATHS.map((path) => [path, toApi])),
    });
    acknowledge(distribution, 'CFR1', 'Members sign in from wherever they are.');
    acknowledge(distribution, 'CFR2', 'Its files are public, and the API behind it has its own limits.');
    acknowledge(distribution, 'CFR3', 'The API behind it logs every request; addresses are not kept twice.');
    acknowledge(
      distribution,
      'CFR4',
      'Its own certificate fixes the protocol; a domain of yours can raise it.',
    );
    deploy(this, bucket, web);
    this.url = `https://${distribution.distributionDomainName}`;
  }
}

function securityHeaders(scope: Construct): ResponseHeadersPolicy {
  const contentSecurityPolicy = consolePolicy([
    `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`,
    `https://*.auth.${Aws.REGION}.amazoncognito.com`,
    `wss://*.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`,
    `https://*.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`,
  ]);
  return new ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.seconds(YEAR_S), override: true },
    },
  });
}

/** Assets first: whoever gets the new page must find what it names. Old ones stay for pages that are open. */
function deploy(scope: Construct, destinationBucket: Bucket, web: string): void {
  const folder = ASSETS_PATH.replaceAll('/', '');
  const assets = new BucketDeployment(scope, 'Assets', {
    sources: [Source.asset(web, { exclude: ['*', `!${folder}`, `!${folder}/**`] })],
    destinationBucket,
    prune: false,
    cacheControl: [CacheControl.fromString(CACHE.assets)],
  });
  const page = new BucketDeployment(scope, 'Page', {
    sources: [Source.asset(web, { exclude: [folder] })],
    destinationBucket,
    prune: false,
    cacheControl: [CacheControl.fromString(CACHE.page)],
  });
  page.node.addDependency(assets);
  const copier = Stack.of(scope).node.children.find(({ node }) =>
    node.id.startsWith('Custom::CDKBucketDeployment'),
  );
  if (copier) acknowledgeCopier(copier);
}

/** The function of the CDK that copies the files while the stack is deployed. */
function acknowledgeCopier(copier: IConstruct): void {
  acknowledgeManagedPolicy(
    copier,
    'service-role/AWSLambdaBasicExecutionRole',
    'The CDK makes this function so.',
  );
  acknowledge(copier, 'L1', 'The CDK chooses its runtime.');
  for (const what of [
    'Action::s3:GetBucket*',
    'Action::s3:GetObject*',
    'Action::s3:List*',
    'Action::s3:Abort*',
    'Action::s3:DeleteObject*',
  ]) {
    acknowledge(
      copier,
      `IAM5[${what}]`,
      'It copies from the assets of the deployment to the bucket of the console.',
    );
  }
  const places = [
    'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*',
    '<ConsoleFiles2D43986C.Arn>/*',
  ];
  for (const place of places)
    acknowledgeWildcard(copier, place, 'The names of the files are not known before.');
}
