import { createHash } from 'node:crypto';
import * as z from 'zod';
import { escapeXml } from '../../lean-aws/xml.ts';
import type { VirtualClock } from '../clock.ts';
import type { RuntimeStore } from '../store.ts';
import { AwsError } from './aws-error.ts';

/** What the DNS has under a name; MX as `10 host`. */
export type DnsRecords = (name: string, type: 'TXT' | 'CNAME' | 'MX') => Promise<string[]>;

/** Identities of SES (v1 API). They are verified by what the DNS has, as at SES, and at the moment somebody asks. */
export interface SesIdentities {
  /** The XML inside the result element; undefined for an operation that is not about identities. @throws AwsError */
  handle(action: string, parameters: URLSearchParams): Promise<string> | undefined;
}

const identitySchema = z.object({
  verified: z.boolean(),
  dkim: z.boolean(),
  mailFrom: z.string().optional(),
});
type Identity = z.infer<typeof identitySchema>;
const SETTING = 'ses-identities';
const NONE: Identity = { verified: false, dkim: false };

/** One call a second; a little less, since the token for it was taken before the call came here. */
const THROTTLED_MS = 900;
const REGION = 'us-east-1';
/** Three tokens for DKIM. */
const TOKENS = ['1', '2', '3'];

export function createSesIdentities(
  store: RuntimeStore,
  clock: VirtualClock,
  dns: DnsRecords,
): SesIdentities {
  let last = Number.NEGATIVE_INFINITY;
  const all = (): Record<string, Identity> =>
    z.record(z.string(), identitySchema).parse(JSON.parse(store.setting(SETTING) ?? '{}'));
  const change = (domain: string, part: Partial<Identity>): void => {
    const identities = all();
    const next = { ...identities, [domain]: { ...(identities[domain] ?? NONE), ...part } };
    store.saveSetting(SETTING, JSON.stringify(next));
  };
  const has = async (name: string, type: 'TXT' | 'CNAME' | 'MX', value: string): Promise<boolean> =>
    (await dns(name, type)).some((found) => found.toLowerCase() === value.toLowerCase());

  const verification = async (domain: string): Promise<string> =>
    `<VerificationStatus>${
      (await has(`_amazonses.${domain}`, 'TXT', verificationToken(domain))) ||
      (all()[domain]?.dkim && (await dkimIsThere(domain)))
        ? 'Success'
        : 'Pending'
    }</VerificationStatus><VerificationToken>${verificationToken(domain)}</VerificationToken>`;
  const dkimIsThere = async (domain: string): Promise<boolean> => {
    const found = await Promise.all(
      dkimTokens(domain).map((token) =>
        has(`${token}._domainkey.${domain}`, 'CNAME', `${token}.dkim.amazonses.com`),
      ),
    );
    return found.every(Boolean);
  };
  const attributes = async (
    parameters: URLSearchParams,
    element: string,
    of: (domain: string, identity: Identity) => Promise<string>,
  ): Promise<string> => {
    const entries: string[] = [];
    const identities = all();
    for (let i = 1; parameters.has(`Identities.member.${i}`); i++) {
      const domain = parameters.get(`Identities.member.${i}`) ?? '';
      const identity = identities[domain];
      // Of an identity that nobody made there is no entry.
      if (!identity) continue;
      entries.push(
        `<entry><key>${escapeXml(domain)}</key><value>${await of(domain, identity)}</value></entry>`,
      );
    }
    return `<${element}>${entries.join('')}</${element}>`;
  };

  const operations: Readonly<Record<string, (parameters: URLSearchParams) => Promise<string>>> = {
    VerifyDomainIdentity: async (parameters) => {
      const domain = parameters.get('Domain') ?? '';
      change(domain, { verified: true });
      return `<VerificationToken>${verificationToken(domain)}</VerificationToken>`;
    },
    VerifyDomainDkim: async (parameters) => {
      const domain = parameters.get('Domain') ?? '';
      change(domain, { dkim: true });
      const members = dkimTokens(domain).map((token) => `<member>${token}</member>`);
      return `<DkimTokens>${members.join('')}</DkimTokens>`;
    },
    SetIdentityMailFromDomain: async (parameters) => {
      const domain = parameters.get('Identity') ?? '';
      const mailFrom = parameters.get('MailFromDomain') ?? '';
      if (!all()[domain]) throw new AwsError('InvalidParameterValue', `Identity <${domain}> does not exist.`);
      if (mailFrom !== '' && !mailFrom.endsWith(`.${domain}`))
        throw new AwsError(
          'InvalidParameterValue',
          `Provided MAIL-FROM domain <${mailFrom}> is not subdomain of the domain of the identity <${domain}>.`,
        );
      change(domain, { mailFrom: mailFrom || undefined });
      return '';
    },
    GetIdentityVerificationAttributes: (parameters) =>
      attributes(parameters, 'VerificationAttributes', verification),
    GetIdentityDkimAttributes: (parameters) =>
      attributes(parameters, 'DkimAttributes', async (domain, { dkim }) => {
        const status = !dkim ? 'NotStarted' : (await dkimIsThere(domain)) ? 'Success' : 'Pending';
        const members = dkim ? dkimTokens(domain).map((token) => `<member>${token}</member>`) : [];
        return `<DkimEnabled>true</DkimEnabled><DkimVerificationStatus>${status}</DkimVerificationStatus><DkimTokens>${members.join('')}</DkimTokens>`;
      }),
    GetIdentityMailFromDomainAttributes: (parameters) =>
      attributes(parameters, 'MailFromDomainAttributes', async (_, { mailFrom }) => {
        if (mailFrom === undefined) return '<BehaviorOnMXFailure>UseDefaultValue</BehaviorOnMXFailure>';
        const mxs = await dns(mailFrom, 'MX');
        const isThere = mxs.length === 1 && mxs[0] === `10 feedback-smtp.${REGION}.amazonses.com`;
        return `<MailFromDomain>${escapeXml(mailFrom)}</MailFromDomain><MailFromDomainStatus>${isThere ? 'Success' : 'Pending'}</MailFromDomainStatus><BehaviorOnMXFailure>UseDefaultValue</BehaviorOnMXFailure>`;
      }),
  };
  return {
    handle(action, parameters) {
      const operation = operations[action];
      if (operation === undefined) return undefined;
      const now = clock.time();
      if (now - last < THROTTLED_MS) throw new AwsError('Throttling', 'Rate exceeded');
      last = now;
      return operation(parameters);
    },
  };
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
/** The same for a domain whenever it is asked for, as at SES. */
const verificationToken = (domain: string): string => hashOf(`identity ${domain}`).toString('base64');
const dkimTokens = (domain: string): string[] =>
  TOKENS.map((n) => hashOf(`dkim ${n} ${domain}`).toString('hex').slice(0, 32));
