import { describe, expect, it } from 'vitest';
import { functionEntries } from '../../infra/functions.ts';
import type { Synthesis, TemplateResource } from './synthesis.ts';

export function checkFunctions({ ofType }: Synthesis): void {
  const functions = ofType('AWS::Lambda::Function').filter(({ properties }) =>
    properties.FunctionName?.startsWith('rex-'),
  );
  const idOf = ({ properties }: TemplateResource): string => properties.FunctionName.slice('rex-'.length);
  const policiesOf = ({ stack, properties }: TemplateResource) => {
    const role = properties.Role['Fn::GetAtt'][0];
    return ofType('AWS::IAM::Policy').filter(
      (policy) =>
        policy.stack === stack && policy.properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role),
    );
  };
  const statementsOf = (fn: TemplateResource): { actions: string[]; resources: string[] }[] =>
    policiesOf(fn).flatMap(({ properties }) =>
      properties.PolicyDocument.Statement.map(
        ({ Action, Resource }: { Action: unknown; Resource: unknown }) => ({
          actions: [Action].flat(),
          resources: [Resource].flat().map((resource) => JSON.stringify(resource)),
        }),
      ),
    );
  const actionsOf = (fn: TemplateResource): string[] => statementsOf(fn).flatMap(({ actions }) => actions);

  describe('functions', () => {
    it('are those of the folder, each deployed once', () => {
      expect(functions.map(idOf).sort()).toEqual(
        functionEntries()
          .map(({ id }) => id)
          .sort(),
      );
      expect(functions.length).toBeGreaterThan(20);
    });

    it.each(functions)(
      '$properties.FunctionName runs on Node 24 and arm64, traced, with a log that ends',
      ({ stack, properties }) => {
        expect(properties).toMatchObject({
          Runtime: 'nodejs24.x',
          Architectures: ['arm64'],
          Handler: 'index.handler',
          TracingConfig: { Mode: 'Active' },
        });
        const log = ofType('AWS::Logs::LogGroup').find(
          (group) => group.stack === stack && group.id === properties.LoggingConfig.LogGroup.Ref,
        );
        expect(log!.properties).toMatchObject({
          LogGroupName: `/aws/lambda/${properties.FunctionName}`,
          RetentionInDays: 30,
        });
      },
    );

    it.each(['Errors', 'Throttles'])('%s of any of them raise an alarm', (metric) => {
      const alarms = ofType('AWS::CloudWatch::Alarm').filter(
        ({ properties }) => properties.Namespace === 'AWS/Lambda' && properties.MetricName === metric,
      );
      // Without dimensions it is the metric of all functions of the account.
      expect(alarms).toMatchObject([{ properties: { Threshold: 1, Statistic: 'Sum', Period: 300 } }]);
      expect(alarms[0]!.properties.Dimensions).toBeUndefined();
      expect(alarms[0]!.properties.AlarmActions).toHaveLength(1);
    });
  });

  describe('permissions', () => {
    // ListStreams cannot be given for one table: an event source mapping of a stream asks for it on all.
    const NAMELESS = [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'dynamodb:ListStreams',
      'route53:ListHostedZonesByName',
      'ses:GetIdentityDkimAttributes',
      'ses:GetIdentityMailFromDomainAttributes',
      'ses:GetIdentityVerificationAttributes',
      'ses:SetIdentityMailFromDomain',
      'ses:VerifyDomainDkim',
      'ses:VerifyDomainIdentity',
    ];

    it.each(functions)(
      '$properties.FunctionName has no wildcard action, and * only where no resource can be named',
      (fn) => {
        const statements = statementsOf(fn);
        expect(statements.length).toBeGreaterThan(0);
        for (const { actions, resources } of statements) {
          expect(actions.join()).not.toContain('*');
          if (resources.includes('"*"')) expect(NAMELESS).toEqual(expect.arrayContaining(actions));
        }
      },
    );

    it('hold no managed policy', () => {
      const roles = ofType('AWS::IAM::Role').filter(({ properties }) => properties.ManagedPolicyArns);
      expect(roles.map(({ stack, id }) => `${stack}/${id.slice(0, 14)}`)).toEqual([
        expect.stringContaining('RexFront/CustomCDKBucke'),
        expect.stringContaining('RexMail/AWS679f53fac00'),
        expect.stringContaining('RexRealtime/ApiGatewayLogs'),
      ]);
    });

    it('only the erasure of a person can scan a table, and only the stream reader reads streams', () => {
      const all = functions.flatMap((fn) => actionsOf(fn).map((action) => ({ id: idOf(fn), action })));
      expect(new Set(all.filter(({ action }) => action === 'dynamodb:Scan').map(({ id }) => id))).toEqual(
        new Set(['consumers-erasures']),
      );
      expect(
        new Set(all.filter(({ action }) => action === 'dynamodb:GetRecords').map(({ id }) => id)),
      ).toEqual(new Set(['streams-events']));
    });

    it.each([
      [
        'ses:SendRawEmail',
        [
          'consumers-answers',
          'consumers-newsletters',
          'consumers-notifications',
          'consumers-outbound',
          'consumers-tasks',
          'http-members',
        ],
      ],
      ['cognito-idp:AdminCreateUser', ['http-members']],
      ['events:PutEvents', ['streams-events']],
      ['s3:PutObject', ['consumers-knowledge', 'http-knowledge', 'http-leads']],
      [
        's3:GetObject',
        [
          'consumers-erasures',
          'consumers-imports',
          'consumers-inbound',
          'consumers-knowledge',
          'consumers-outbound',
          'consumers-tasks',
          'http-commands',
          'http-gdpr',
          'http-knowledge',
          'http-leads',
          'http-seer',
          'schedules-executor',
          'steps-mission-run-step',
        ],
      ],
      ['s3:DeleteObject', ['consumers-erasures', 'consumers-knowledge']],
      [
        'states:StartExecution',
        ['consumers-missions', 'http-provisioning', 'schedules-domain-health', 'schedules-executor'],
      ],
      ['ses:VerifyDomainIdentity', ['steps-domain-provisioning-ask-ses']],
      ['route53:ChangeResourceRecordSets', ['steps-domain-provisioning-write-records']],
      [
        'states:StopExecution',
        [
          'http-arbiter',
          'http-commands',
          'http-missions',
          'http-resources',
          'schedules-council',
          'schedules-domain-health',
          'steps-mission-run-step',
        ],
      ],
      [
        'scheduler:CreateSchedule',
        [
          'consumers-notifications',
          'consumers-outbound',
          'consumers-webhooks',
          'steps-mission-collect',
          'steps-mission-run-step',
        ],
      ],
      [
        'iam:PassRole',
        [
          'consumers-notifications',
          'consumers-outbound',
          'consumers-webhooks',
          'steps-mission-collect',
          'steps-mission-run-step',
        ],
      ],
      ['execute-api:ManageConnections', ['realtime-message', 'realtime-push']],
      [
        'states:SendTaskSuccess',
        [
          'consumers-batches',
          'consumers-missions',
          'consumers-outbound',
          'http-approvals',
          'steps-mission-collect',
          'steps-mission-run-step',
        ],
      ],
    ])('%s is for %j', (action, allowed) => {
      expect(
        functions
          .filter((fn) => actionsOf(fn).includes(action))
          .map(idOf)
          .sort(),
      ).toEqual(allowed);
    });

    it('events are added and read, and changed only by the erasure of a person', () => {
      const others = functions.filter((fn) => idOf(fn) !== 'consumers-erasures');
      const onEvents = others.flatMap((fn) =>
        statementsOf(fn)
          .filter(({ resources }) => resources.some((resource) => /TablesEvents\w{8}Arn/.test(resource)))
          .flatMap(({ actions }) => actions),
      );
      expect(new Set(onEvents)).toEqual(new Set(['dynamodb:PutItem', 'dynamodb:Query']));
    });
  });

  describe('environment', () => {
    const COMMON = ['LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME'];
    const TABLES = ['EVENTS_TABLE', 'RECORDS_TABLE'];
    const SCHEDULING = [
      'MISSIONS_QUEUE_ARN',
      'OUTBOUND_QUEUE_ARN',
      'SCHEDULER_ROLE_ARN',
      'SCHEDULE_GROUP',
      'WEBHOOKS_QUEUE_ARN',
      'NOTIFICATIONS_QUEUE_ARN',
    ];

    it.each([
      ['http-authorizer', ['CRON_SECRET_ARN', 'OIDC_AUDIENCES', 'OIDC_ISSUER', 'RECORDS_TABLE']],
      [
        'http-system',
        [
          ...TABLES,
          'CONSOLE_CLIENT',
          'OIDC_ISSUER',
          'OUTBOUND_QUEUE_URL',
          'PROGRAM_CLIENT',
          'PUBLIC_BASE_URL',
          'REQUESTS_PER_MINUTE',
          'REX_SYSTEM_MAIL_FROM',
        ],
      ],
      [
        'http-missions',
        [...TABLES, 'REQUESTS_PER_MINUTE', 'MISSIONS_QUEUE_URL', 'OUTBOUND_QUEUE_URL', 'MISSION_MACHINE_ARN'],
      ],
      ['consumers-feedback', TABLES],
      [
        'consumers-outbound',
        [
          ...TABLES,
          ...SCHEDULING,
          'CONFIGURATION_SET',
          'KNOWLEDGE_BUCKET',
          'PUBLIC_BASE_URL',
          'SENDGRID_SECRET_ARN',
          'THREAD_SECRET_ARN',
          'TWILIO_SECRET_ARN',
        ],
      ],
      [
        'consumers-answers',
        [
          ...TABLES,
          'CONFIGURATION_SET',
          'PUBLIC_BASE_URL',
          'SENDGRID_SECRET_ARN',
          'THREAD_SECRET_ARN',
          'TWILIO_SECRET_ARN',
        ],
      ],
      ['consumers-sendgrid', TABLES],
      ['schedules-sendgrid', [...TABLES, 'SENDGRID_SECRET_ARN', 'THREAD_SECRET_ARN']],
      ['steps-mission-collect', [...TABLES, ...SCHEDULING]],
      [
        'streams-events',
        ['EVENT_BUS_NAME', 'NOTIFICATIONS_QUEUE_URL', 'RECORDS_TABLE', 'WEBHOOKS_QUEUE_URL'],
      ],
      ['realtime-push', ['RECORDS_TABLE', 'WEBSOCKET_ENDPOINT']],
    ])('%s is told no more than it needs', (id, names) => {
      const fn = functions.find((candidate) => idOf(candidate) === id);
      expect(Object.keys(fn!.properties.Environment.Variables).sort()).toEqual([...COMMON, ...names].sort());
    });

    it('holds no secret, only where secrets are', () => {
      for (const { properties } of functions) {
        const { Variables } = properties.Environment;
        for (const name of Object.keys(Variables).filter((key) => /SECRET|KEY|TOKEN/.test(key))) {
          expect(name).toMatch(/_SECRET_ARN$/);
        }
      }
    });
  });
}
