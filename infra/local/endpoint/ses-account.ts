import * as z from 'zod';
import type { Resource } from '../template/resolve.ts';
import { AwsError } from './aws-error.ts';

/** What of SES can be looked at and switched off: the account, its configuration sets, its receipt rules. */
export interface SesAccount {
  /** The SES v2 API (REST). @throws AwsError */
  handle(method: string, path: string, body: unknown): unknown;
  /** @throws AwsError when sending is stopped for the account or for the configuration set */
  assertSending(configurationSet: string | undefined): void;
  setActiveRuleSet(name: string | undefined): void;
  /** The XML inside the result of DescribeActiveReceiptRuleSet. */
  describeActiveRuleSet(): string;
  /** Whether the receipt rules of the template are those that take mail. */
  takesMail(): boolean;
}

const QUOTA = { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 };
const switchSchema = z.object({ SendingEnabled: z.boolean().default(false) });
const ruleProperties = z.object({
  RuleSetName: z.string(),
  Rule: z.object({ Name: z.string().default('rule'), Enabled: z.boolean().default(false) }),
});
const destinationProperties = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.looseObject({
    Enabled: z.boolean().default(false),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});

/** Everything is verified, in production and on, until somebody switches it off by the API. */
export function createSesAccount(resources: readonly Resource[]): SesAccount {
  const ofType = (type: string) => resources.filter((each) => each.type === `AWS::SES::${type}`);
  const sets = new Set(ofType('ConfigurationSet').map(({ name }) => name));
  const destinations = ofType('ConfigurationSetEventDestination').map(({ properties }) =>
    destinationProperties.parse(properties),
  );
  const rules = ofType('ReceiptRule').map(({ properties }) => ruleProperties.parse(properties));
  const ownRuleSet = rules[0]?.RuleSetName;
  let activeRuleSet = ownRuleSet;
  let sends = true;
  const stopped = new Set<string>();

  const known = (name: string): string => {
    if (sets.has(name)) return name;
    throw new AwsError('NotFoundException', `Configuration set <${name}> does not exist.`, 404);
  };
  const operations: readonly [RegExp, (name: string, body: unknown) => unknown][] = [
    [
      /^GET account$/,
      () => ({
        SendingEnabled: sends,
        ProductionAccessEnabled: true,
        EnforcementStatus: 'HEALTHY',
        SendQuota: QUOTA,
      }),
    ],
    [
      /^PUT account\/sending$/,
      (_, body) => {
        sends = switchSchema.parse(body).SendingEnabled;
        return {};
      },
    ],
    [
      /^GET configuration-sets\/([^/]+)$/,
      (name) => ({
        ConfigurationSetName: known(name),
        SendingOptions: { SendingEnabled: !stopped.has(name) },
      }),
    ],
    [
      /^GET configuration-sets\/([^/]+)\/event-destinations$/,
      (name) => ({
        EventDestinations: destinations
          .filter(({ ConfigurationSetName }) => ConfigurationSetName === known(name))
          .map(({ EventDestination: { Enabled, MatchingEventTypes, SnsDestination } }, i) => ({
            Name: `destination-${i}`,
            Enabled,
            MatchingEventTypes: MatchingEventTypes.map((type) => type.toUpperCase()),
            ...(SnsDestination && { SnsDestination: { TopicArn: SnsDestination.TopicARN } }),
          })),
      }),
    ],
    [
      /^PUT configuration-sets\/([^/]+)\/sending$/,
      (name, body) => {
        if (switchSchema.parse(body).SendingEnabled) stopped.delete(known(name));
        else stopped.add(known(name));
        return {};
      },
    ],
    [
      /^GET identities\/([^/]+)$/,
      () => ({
        IdentityType: 'DOMAIN',
        VerifiedForSendingStatus: true,
        VerificationStatus: 'SUCCESS',
        DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
      }),
    ],
  ];
  return {
    handle(method, path, body) {
      const asked = `${method} ${path.replace('/v2/email/', '').replace(/\/$/, '')}`;
      for (const [pattern, operation] of operations) {
        const match = pattern.exec(asked);
        if (match) return operation(decodeURIComponent(match[1] ?? ''), body);
      }
      throw new AwsError('UnknownOperationException', `infra/local has no SES v2 operation ${asked}.`, 404);
    },
    assertSending(configurationSet) {
      if (!sends) throw new AwsError('AccountSendingPausedException', 'Sending is stopped for the account.');
      if (configurationSet !== undefined && stopped.has(configurationSet)) {
        throw new AwsError(
          'ConfigurationSetSendingPausedException',
          `Sending is stopped for the configuration set ${configurationSet}.`,
        );
      }
    },
    setActiveRuleSet(name) {
      activeRuleSet = name;
    },
    describeActiveRuleSet() {
      if (activeRuleSet === undefined) return '';
      const own = activeRuleSet === ownRuleSet ? rules : [];
      const members = own.map(
        ({ Rule }) => `<member><Name>${Rule.Name}</Name><Enabled>${Rule.Enabled}</Enabled></member>`,
      );
      return `<Metadata><Name>${activeRuleSet}</Name></Metadata><Rules>${members.join('')}</Rules>`;
    },
    takesMail: () => activeRuleSet === ownRuleSet,
  };
}
