import { DescribeActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses';
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { DEPLOYMENT } from '../../../shared/platform/contract/deployment.ts';
import { type Connection, call } from '../api-client.ts';
import type { AwsClients } from './aws-clients.ts';
import { type Check, note, ok, problem } from './finding.ts';

const { configurationSet, receiptRuleSet, receiptRule } = DEPLOYMENT;

/** Whether mail can go out, whether what becomes of it is told, and whether answers come in. */
export const mailChecks = ({ ses, sesV2 }: AwsClients, connection: Connection): Check[] => [
  { name: 'ses-account', look: () => lookAtAccount(sesV2) },
  { name: 'ses-configuration-set', look: () => lookAtConfigurationSet(sesV2) },
  { name: 'ses-identities', look: () => lookAtIdentities(sesV2, connection) },
  {
    name: 'ses-receipt-rules',
    async look() {
      const { Metadata, Rules = [] } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
      if (Metadata?.Name !== receiptRuleSet) {
        return problem(
          `The active receipt rule set is ${Metadata?.Name ?? 'none'}: replies do not reach Rex.`,
          `aws ses set-active-receipt-rule-set --rule-set-name ${receiptRuleSet} (put the rules of another set into it first)`,
        );
      }
      const rule = Rules.find(({ Name }) => Name === receiptRule);
      if (rule?.Enabled) return ok(`${receiptRuleSet} is active, and its rule "${receiptRule}" is enabled.`);
      return problem(
        `The rule "${receiptRule}" of ${receiptRuleSet} is ${rule ? 'disabled' : 'gone'}: replies do not reach Rex.`,
        'Enable it in SES, or deploy RexMail again.',
      );
    },
  },
];

async function lookAtAccount(sesV2: SESv2Client) {
  const account = await sesV2.send(new GetAccountCommand({}));
  const { SendingEnabled, ProductionAccessEnabled, EnforcementStatus = 'HEALTHY', SendQuota } = account;
  if (!SendingEnabled || EnforcementStatus === 'SHUTDOWN') {
    return problem(
      `Sending is stopped for the whole account (${EnforcementStatus}).`,
      'If you stopped it: aws sesv2 put-account-sending-attributes --sending-enabled. If AWS did: answer its case.',
    );
  }
  if (EnforcementStatus !== 'HEALTHY') {
    return problem(`SES reviews the account (${EnforcementStatus}).`, 'Answer the case in the AWS console.');
  }
  const quota = `${SendQuota?.Max24HourSend ?? 0} e-mails a day, ${SendQuota?.MaxSendRate ?? 0} a second`;
  if (ProductionAccessEnabled) return ok(`In production: ${quota}.`);
  return problem(
    `In the sandbox: only to verified addresses, ${quota}.`,
    'Ask for production access in the SES console (Account dashboard).',
  );
}

async function lookAtConfigurationSet(sesV2: SESv2Client) {
  const name = { ConfigurationSetName: configurationSet };
  const found = await orNothing(sesV2.send(new GetConfigurationSetCommand(name)));
  if (!found) {
    return problem(
      `There is no configuration set "${configurationSet}": every message is refused.`,
      'Deploy RexMail again.',
    );
  }
  if (found.SendingOptions?.SendingEnabled === false) {
    return problem(
      `Sending is stopped for the configuration set "${configurationSet}".`,
      `aws sesv2 put-configuration-set-sending-options --configuration-set-name ${configurationSet} --sending-enabled`,
    );
  }
  const { EventDestinations = [] } = await sesV2.send(new GetConfigurationSetEventDestinationsCommand(name));
  const told = EventDestinations.filter(({ Enabled, SnsDestination }) => Enabled && SnsDestination);
  if (told.length > 0) return ok(`"${configurationSet}" exists, and reports bounces and complaints.`);
  return problem(
    `"${configurationSet}" does not report bounces and complaints.`,
    'Enable its event destination, or deploy RexMail again.',
  );
}

async function lookAtIdentities(sesV2: SESv2Client, connection: Connection) {
  const { domains } = await call(connection, resourceRoutes.listDomains, {});
  if (domains.length === 0) {
    return note('The workspace has no sending domain.', 'Verify one in SES, then: rex domains add DOMAIN');
  }
  const looked = await Promise.all(domains.map(async ({ domain }) => wrongWith(sesV2, domain)));
  const wrong = looked.filter((text) => text !== undefined);
  if (wrong.length === 0) return ok(`${domains.length} sending domain(s) are verified and signed by DKIM.`);
  return problem(
    wrong.join(' '),
    'Put the records that SES shows for the domain into its DNS; SES looks again by itself for 72 hours.',
  );
}

async function wrongWith(sesV2: SESv2Client, domain: string): Promise<string | undefined> {
  const identity = await orNothing(sesV2.send(new GetEmailIdentityCommand({ EmailIdentity: domain })));
  if (!identity) return `${domain} is unknown to SES.`;
  if (!identity.VerifiedForSendingStatus) return `${domain} is not verified.`;
  const { Status = 'NOT_STARTED', SigningEnabled = false } = identity.DkimAttributes ?? {};
  return Status === 'SUCCESS' && SigningEnabled ? undefined : `${domain} is not signed by DKIM (${Status}).`;
}

const orNothing = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  });
