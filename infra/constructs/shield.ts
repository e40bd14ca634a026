import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Aws, CfnRule, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** CloudFront reads its web ACLs there and nowhere else. */
const REGION = 'us-east-1';

export interface ShieldProps {
  readonly api: HttpApi;
  /** Requests of one address in five minutes; what it asks beyond is answered 403. */
  readonly limit: number;
}

/**
 * CloudFront with a web application firewall before the API, which has none of its own (an HTTP API takes no web ACL).
 * It counts by address, which throttles of routes cannot. The API's own address still answers; it is said nowhere but
 * in the account.
 */
export class Shield extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { api, limit }: ShieldProps) {
    super(scope, id);
    new CfnRule(this, 'OnlyThere', {
      assertions: [
        {
          assert: Fn.conditionEquals(Aws.REGION, REGION),
          assertDescription: `The shield can be deployed in ${REGION} only; leave it out, or deploy there.`,
        },
      ],
    });
    const firewall = new CfnWebACL(this, 'Firewall', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibleAs('rex'),
      rules: [
        {
          name: 'too-many',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit } },
          visibilityConfig: visibleAs('rex-too-many'),
        },
      ],
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Rex: HTTPS API',
      webAclId: firewall.attrArn,
      defaultBehavior: {
        origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint))),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
    });
    acknowledge(distribution, 'CFR1', 'Recipients, and the providers that call webhooks, are everywhere.');
    acknowledge(distribution, 'CFR3', 'The API behind it logs every request; addresses are not kept twice.');
    acknowledge(
      distribution,
      'CFR4',
      'Its own certificate fixes the protocol; a domain of yours can raise it.',
    );
    this.url = `https://${distribution.distributionDomainName}`;
  }
}

const visibleAs = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});
