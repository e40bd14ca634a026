import { describe, expect, it } from 'vitest';
import type { Synthesis } from './synthesis.ts';

export function checkData({ ofType, assembly }: Synthesis): void {
  describe('the data stack', () => {
    it('cannot be deleted by accident, and stands on no other stack', () => {
      const stack = assembly.getStackByName('RexData');
      expect(stack.terminationProtection).toBe(true);
      expect(stack.dependencies.filter(({ id }) => id.startsWith('Rex') && !id.endsWith('.assets'))).toEqual(
        [],
      );
    });

    it('keeps records by point-in-time recovery, deletion protection and TTL', () => {
      const tables = ofType('AWS::DynamoDB::Table');
      expect(tables).toHaveLength(3);
      for (const { properties, deletionPolicy, stack } of tables) {
        expect(stack).toBe('RexData');
        expect(deletionPolicy).toBe('Retain');
        expect(properties).toMatchObject({
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
        });
      }
    });

    it('indexes the work that is due by keys only, lists by time whole records, and streams what happened', () => {
      const [records, events] = ofType('AWS::DynamoDB::Table');
      expect(records!.properties.GlobalSecondaryIndexes).toEqual([
        {
          IndexName: 'work',
          KeySchema: [
            { AttributeName: 'workShard', KeyType: 'HASH' },
            { AttributeName: 'workDueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'timeline',
          KeySchema: [
            { AttributeName: 'timelineKey', KeyType: 'HASH' },
            { AttributeName: 'timelineAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ]);
      expect(records!.properties.StreamSpecification).toBeUndefined();
      expect(events!.properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' });
    });

    it('lets nobody move to another workspace or raise their own role', () => {
      const [pool] = ofType('AWS::Cognito::UserPool');
      expect(pool!.properties).toMatchObject({ DeletionProtection: 'ACTIVE', MfaConfiguration: 'ON' });
      expect(pool!.properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
      const [client] = ofType('AWS::Cognito::UserPoolClient').filter(({ stack }) => stack === 'RexData');
      expect(client!.properties.WriteAttributes).toEqual(['email']);
      expect(client!.properties.ReadAttributes).toEqual(
        expect.arrayContaining(['custom:workspace', 'custom:role', 'email']),
      );
    });

    it('lets a program of this machine sign people in, by a code that nobody else can use', () => {
      const [client] = ofType('AWS::Cognito::UserPoolClient').filter(({ stack }) => stack === 'RexData');
      expect(client!.properties).toMatchObject({
        GenerateSecret: false,
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email', 'profile'],
        EnableTokenRevocation: true,
      });
      for (const url of client!.properties.CallbackURLs) {
        expect(url).toMatch(/^http:\/\/localhost:\d+\/callback$/);
      }
      const [domain] = ofType('AWS::Cognito::UserPoolDomain');
      expect(domain!.properties.ManagedLoginVersion).toBe(1);
      const { Outputs } = assembly.getStackByName('RexData').template;
      expect(Object.keys(Outputs)).toEqual(expect.arrayContaining(['UserPoolId', 'AlarmTopicArn']));
    });

    it('holds the secrets, and no value that a release could write over what a person has put in', () => {
      const secrets = ofType('AWS::SecretsManager::Secret');
      expect(secrets.map(({ properties }) => properties.Name).sort()).toEqual([
        'rex/calendars',
        'rex/cron',
        'rex/enrichment',
        'rex/openai',
        'rex/sendgrid',
        'rex/thread',
        'rex/twilio',
      ]);
      for (const { properties, deletionPolicy } of secrets) {
        expect(deletionPolicy).toBe('Retain');
        expect(properties.SecretString).toBeUndefined();
        // CloudFormation makes a new value when this changes; for the key of all links it must never.
        expect(properties.GenerateSecretString).toEqual(
          properties.Name === 'rex/thread' ? { PasswordLength: 64, ExcludePunctuation: true } : undefined,
        );
      }
    });
  });

  describe('buckets', () => {
    const buckets = ofType('AWS::S3::Bucket').filter(({ stack }) => stack !== 'RexFront');
    const nameOf = (bucket: (typeof buckets)[number]): string =>
      JSON.stringify(bucket.properties.BucketName).match(/rex-([a-z-]+)-/)?.[1] ?? 'unnamed';

    it('are private, encrypted, kept with their stack gone, and tidied', () => {
      expect(buckets.map(nameOf).sort()).toEqual(['access-logs', 'inbound', 'knowledge', 'uploads']);
      for (const { properties, deletionPolicy } of buckets) {
        expect(deletionPolicy).toBe('Retain');
        expect(Object.values(properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
        expect(JSON.stringify(properties.BucketEncryption)).toContain('AES256');
        expect(properties.LifecycleConfiguration.Rules[0].Status).toBe('Enabled');
      }
    });

    it('refuse what comes without TLS', () => {
      const policies = ofType('AWS::S3::BucketPolicy').filter(({ stack }) => stack !== 'RexFront');
      expect(policies).toHaveLength(buckets.length);
      for (const { properties } of policies) {
        expect(JSON.stringify(properties.PolicyDocument)).toContain('"aws:SecureTransport":"false"');
      }
    });

    it('forget uploads after 30 days, and take them from the console only', () => {
      const uploads = buckets.find((bucket) => nameOf(bucket) === 'uploads')!;
      expect(uploads.properties.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(30);
      expect(uploads.properties.CorsConfiguration.CorsRules).toEqual([
        expect.objectContaining({
          AllowedMethods: ['POST'],
          AllowedOrigins: expect.arrayContaining(['http://localhost:5173']),
        }),
      ]);
    });
  });
}
