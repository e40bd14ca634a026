import { describe, expect, it } from 'vitest';
import type { Synthesis } from './synthesis.ts';

export function checkConsole({ ofType, assembly }: Synthesis): void {
  describe('the web console', () => {
    const [site] = ofType('AWS::CloudFront::Distribution').filter(({ stack }) => stack === 'RexFront');
    const {
      DefaultCacheBehavior: files,
      CacheBehaviors: others,
      Origins,
    } = site!.properties.DistributionConfig;

    it('is read from S3 by CloudFront alone', () => {
      expect(Origins[0].OriginAccessControlId).toBeDefined();
      const [bucket] = ofType('AWS::S3::Bucket').filter(({ stack }) => stack === 'RexFront');
      expect(Object.values(bucket!.properties.PublicAccessBlockConfiguration)).toEqual([
        true,
        true,
        true,
        true,
      ]);
    });

    it('has the API under its own origin, and nothing of it is cached', () => {
      expect(others.map(({ PathPattern }: { PathPattern: string }) => PathPattern)).toEqual([
        '/api/*',
        '/rex/*',
        '/.well-known/rex',
        '/llms.txt',
        '/mcp',
      ]);
      const disabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
      for (const each of others)
        expect(each).toMatchObject({ CachePolicyId: disabled, ViewerProtocolPolicy: 'https-only' });
    });

    it('runs no script but its own files, and is shown in no frame', () => {
      const [policy] = ofType('AWS::CloudFront::ResponseHeadersPolicy');
      expect(files.ResponseHeadersPolicyId).toEqual({ Ref: policy!.id });
      const text = JSON.stringify(policy!.properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig);
      expect(text).toContain("default-src 'none'; script-src 'self';");
      expect(text).toContain("frame-ancestors 'none'");
      expect(text).not.toMatch(/script-src[^;]*(unsafe|https:|\*)/);
    });

    it('keeps assets for ever and its page not at all', () => {
      const deployments = ofType('Custom::CDKBucketDeployment').map(
        ({ properties }) => properties.SystemMetadata['cache-control'],
      );
      expect(deployments.toSorted()).toEqual(['no-cache', 'public, max-age=31536000, immutable']);
    });

    it('is where the issuer may send a browser back to', () => {
      const [client] = ofType('AWS::Cognito::UserPoolClient').filter(({ stack }) => stack === 'RexFront');
      const { CallbackURLs, LogoutURLs } = client!.properties;
      expect(CallbackURLs).toContain('http://localhost:5173/signed-in');
      expect(JSON.stringify(CallbackURLs)).toContain('/signed-in"]]');
      expect(LogoutURLs).toHaveLength(2);
      expect(assembly.getStackByName('RexFront').template.Outputs.ConsoleUrl).toBeDefined();
    });
  });
}
