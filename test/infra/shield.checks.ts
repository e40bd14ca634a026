import { describe, expect, it } from 'vitest';
import type { Synthesis } from './synthesis.ts';

/** @param synthesis with `shield: true` */
export function checkShield({ ofType, assembly }: Synthesis): void {
  describe('the shield', () => {
    it('counts by address, before the API', () => {
      const [firewall] = ofType('AWS::WAFv2::WebACL');
      const [distribution] = ofType('AWS::CloudFront::Distribution').filter(
        ({ stack }) => stack === 'RexEdge',
      );
      expect(firewall!.properties).toMatchObject({
        Scope: 'CLOUDFRONT',
        Rules: [
          {
            Action: { Block: {} },
            Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 2000 } },
          },
        ],
      });
      expect(distribution!.properties.DistributionConfig.WebACLId).toEqual({
        'Fn::GetAtt': [firewall!.id, 'Arn'],
      });
    });

    it('is where links in mail lead to, so that nothing outside names the API itself', () => {
      const [distribution] = ofType('AWS::CloudFront::Distribution').filter(
        ({ stack }) => stack === 'RexEdge',
      );
      const { Outputs } = assembly.getStackByName('RexEdge').template;
      expect(JSON.stringify(Outputs.ApiUrl)).toContain(distribution!.id);
      const [sender] = ofType('AWS::Lambda::Function').filter(
        ({ properties }) => properties.FunctionName === 'rex-consumers-outbound',
      );
      expect(JSON.stringify(sender!.properties.Environment.Variables.PUBLIC_BASE_URL)).toContain(
        'DomainName',
      );
    });

    it('is refused by CloudFormation where CloudFront would not find it', () => {
      const { Rules } = assembly.getStackByName('RexEdge').template;
      expect(JSON.stringify(Rules)).toContain('us-east-1');
    });
  });
}
