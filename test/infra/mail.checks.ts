import { describe, expect, it } from 'vitest';
import type { Synthesis } from './synthesis.ts';

export function checkMail({ ofType }: Synthesis): void {
  describe('mail', () => {
    it('goes out over TLS and reports what becomes of it', () => {
      const sets = ofType('AWS::SES::ConfigurationSet');
      expect(sets.map(({ properties }) => properties.Name)).toEqual(['rex', 'rex-untracked']);
      for (const { properties } of sets)
        expect(properties).toMatchObject({
          DeliveryOptions: { TlsPolicy: 'REQUIRE' },
          ReputationOptions: { ReputationMetricsEnabled: true },
          SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
        });
      const told = ofType('AWS::SES::ConfigurationSetEventDestination').map(({ properties }) =>
        [...properties.EventDestination.MatchingEventTypes].sort(),
      );
      const always = ['bounce', 'complaint', 'delivery', 'deliveryDelay', 'reject'];
      expect(told).toEqual([[...always, 'click', 'open'].sort(), always]);
    });

    it('comes in by one rule, to the bucket and the topic', () => {
      const rules = ofType('AWS::SES::ReceiptRule');
      expect(rules).toHaveLength(1);
      const { Actions, Enabled, Recipients } = rules[0]!.properties.Rule;
      expect(Enabled).toBe(true);
      expect(Recipients).toBeUndefined();
      expect(Actions).toEqual([
        { S3Action: expect.objectContaining({ ObjectKeyPrefix: 'mail/', TopicArn: expect.anything() }) },
      ]);
    });

    it('stays active when the stack goes', () => {
      const [activation] = ofType('Custom::AWS');
      expect(Object.keys(activation!.properties)).toEqual(expect.arrayContaining(['Create', 'Update']));
      expect(activation!.properties.Delete).toBeUndefined();
      expect(activation!.properties.InstallLatestAwsSdk).toBe(false);
    });
  });

  describe('topics', () => {
    const topics = ofType('AWS::SNS::Topic');
    const policies = ofType('AWS::SNS::TopicPolicy');

    it('are encrypted and refuse what comes without TLS', () => {
      expect(topics).toHaveLength(3);
      for (const { id, stack, properties } of topics) {
        expect(properties.KmsMasterKeyId).toBeDefined();
        const policy = policies.find(
          (candidate) => candidate.stack === stack && candidate.properties.Topics[0].Ref === id,
        );
        expect(JSON.stringify(policy!.properties.PolicyDocument)).toContain('"aws:SecureTransport":"false"');
      }
    });

    it('take from services what concerns this account only', () => {
      const statements = policies.flatMap(({ properties }) => properties.PolicyDocument.Statement);
      const services = statements.filter(({ Principal }) => Principal?.Service !== undefined);
      expect(services).toHaveLength(4);
      for (const { Condition } of services) {
        // IAM does not mind the case of a condition key, and CDK writes it in two ways.
        const condition = JSON.stringify(Condition).replace('AWS:Source', 'aws:Source');
        expect(condition).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
      }
    });
  });
}
