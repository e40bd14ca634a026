import {
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  type SESClient,
  SESServiceException,
  SetIdentityMailFromDomainCommand,
  VerifyDomainDkimCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { RexError } from '../../../kernel/errors.ts';
import type { Identities, SesStatus } from '../../app/ports/identities.ts';
import { SES_STATUSES } from '../../contract/provisioning.ts';

/** The names by which AWS says "later". */
const THROTTLED = /^Throttling|^TooManyRequests|^LimitExceeded/;

/** Identities in Amazon SES (v1 API). The client makes one attempt: a second one within the second would break the limit. */
export class SesIdentities implements Identities {
  private readonly client: SESClient;

  constructor(client: SESClient) {
    this.client = client;
  }

  async verifyDomain(domain: string): Promise<string> {
    const { VerificationToken } = await asked(() =>
      this.client.send(new VerifyDomainIdentityCommand({ Domain: domain })),
    );
    return VerificationToken ?? noAnswer('a token');
  }

  async verifyDkim(domain: string): Promise<string[]> {
    const { DkimTokens } = await asked(() =>
      this.client.send(new VerifyDomainDkimCommand({ Domain: domain })),
    );
    return DkimTokens?.length ? DkimTokens : noAnswer('tokens of DKIM');
  }

  async mailFrom(domain: string): Promise<{ name: string | undefined; status: SesStatus }> {
    const { MailFromDomainAttributes } = await asked(() =>
      this.client.send(new GetIdentityMailFromDomainAttributesCommand({ Identities: [domain] })),
    );
    const { MailFromDomain, MailFromDomainStatus } = MailFromDomainAttributes?.[domain] ?? {};
    return { name: MailFromDomain || undefined, status: statusOf(MailFromDomainStatus) };
  }

  async setMailFrom(domain: string, mailFrom: string): Promise<void> {
    await asked(() =>
      this.client.send(
        new SetIdentityMailFromDomainCommand({
          Identity: domain,
          MailFromDomain: mailFrom,
          BehaviorOnMXFailure: 'UseDefaultValue',
        }),
      ),
    );
  }

  async verification(domain: string): Promise<SesStatus> {
    const { VerificationAttributes } = await asked(() =>
      this.client.send(new GetIdentityVerificationAttributesCommand({ Identities: [domain] })),
    );
    return statusOf(VerificationAttributes?.[domain]?.VerificationStatus);
  }

  async dkim(domain: string): Promise<SesStatus> {
    const { DkimAttributes } = await asked(() =>
      this.client.send(new GetIdentityDkimAttributesCommand({ Identities: [domain] })),
    );
    const { DkimEnabled = false, DkimVerificationStatus } = DkimAttributes?.[domain] ?? {};
    return DkimEnabled ? statusOf(DkimVerificationStatus) : 'NotStarted';
  }
}

/** A status that this version does not know is no success. */
const statusOf = (status = 'NotStarted'): SesStatus =>
  SES_STATUSES.find((known) => known === status) ?? 'Pending';

function noAnswer(what: string): never {
  throw new RexError('PROVIDER_UNAVAILABLE', `SES answered without ${what}.`);
}

/** @throws RexError */
async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof SESServiceException)) {
      throw new RexError('PROVIDER_UNAVAILABLE', 'SES did not answer.', { cause: error });
    }
    const { name, message, $metadata } = error;
    if (THROTTLED.test(name))
      throw new RexError('RATE_LIMITED', `SES is asked too often (${name}).`, { cause: error });
    if (($metadata.httpStatusCode ?? 500) >= 500) {
      throw new RexError('PROVIDER_UNAVAILABLE', `SES failed (${name}).`, { cause: error });
    }
    throw new RexError('CONFLICT', `SES refuses: ${name}: ${message}`, { cause: error });
  }
}
