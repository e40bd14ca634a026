import type { RECORD_IDS, RECORD_TYPES } from '../contract/provisioning.ts';
import type { SesIdentity } from './provisioning.ts';

export type RecordId = (typeof RECORD_IDS)[number];
export type RecordType = (typeof RECORD_TYPES)[number];

/** How what the DNS has is compared with what is wanted (`judge-record.ts`). */
export type Comparison = 'text' | 'alias' | 'only-mx' | 'spf' | 'own-spf' | 'dmarc' | 'mx' | 'own-mx';

/** A DNS record of a sending domain. Texts are without quotes; an MX is `10 host`; names have no dot at the end. */
export interface WantedRecord {
  readonly id: RecordId;
  readonly name: string;
  readonly type: RecordType;
  readonly value: string;
  readonly comparison: Comparison;
  readonly purpose: string;
}

/**
 * Part of the mail domain that RFC 7208 calls MAIL FROM. It must be used for nothing else: SES takes the bounces that come
 * to it.
 */
export const mailFromOf = (domain: string): string => `bounce.${domain}`;

const SES_SPF = 'v=spf1 include:amazonses.com ~all';
/** RFC 9989 has no `pct`, `rf` and `ri` any more. Reports (`rua`) go nowhere until the owner says where. */
const DMARC = 'v=DMARC1; p=none';

const DKIM_IDS = ['dkim-1', 'dkim-2', 'dkim-3'] as const;

/**
 * The DNS records that a sending domain needs, as SES documents them. Those that come from SES are left out until SES has
 * given their values.
 * @param region of AWS, in which SES sends and receives
 */
export function wantedRecords(
  domain: string,
  { verificationToken, dkimTokens = [], mailFrom }: SesIdentity,
  region: string,
): WantedRecord[] {
  const records: WantedRecord[] = [];
  if (verificationToken !== undefined) {
    records.push({
      id: 'identity',
      name: `_amazonses.${domain}`,
      type: 'TXT',
      value: verificationToken,
      comparison: 'text',
      purpose: 'proves the domain to SES',
    });
  }
  for (const [n, id] of DKIM_IDS.entries()) {
    const token = dkimTokens[n];
    if (token === undefined) continue;
    records.push({
      id,
      name: `${token}._domainkey.${domain}`,
      type: 'CNAME',
      value: `${token}.dkim.amazonses.com`,
      comparison: 'alias',
      purpose: 'key of the DKIM signature (Easy DKIM)',
    });
  }
  if (mailFrom !== undefined) {
    records.push(
      {
        id: 'mail-from-mx',
        name: mailFrom,
        type: 'MX',
        value: `10 feedback-smtp.${region}.amazonses.com`,
        comparison: 'only-mx',
        purpose: 'takes bounces of the MAIL FROM domain',
      },
      {
        id: 'mail-from-spf',
        name: mailFrom,
        type: 'TXT',
        value: SES_SPF,
        comparison: 'own-spf',
        purpose: 'SPF of the MAIL FROM domain, aligned with From',
      },
    );
  }
  return [
    ...records,
    {
      id: 'spf',
      name: domain,
      type: 'TXT',
      value: SES_SPF,
      comparison: 'spf',
      purpose: 'SPF of the domain itself',
    },
    {
      id: 'dmarc',
      name: `_dmarc.${domain}`,
      type: 'TXT',
      value: DMARC,
      comparison: 'dmarc',
      purpose: 'DMARC policy',
    },
    {
      id: 'inbound-mx',
      name: domain,
      type: 'MX',
      value: `10 inbound-smtp.${region}.amazonaws.com`,
      comparison: 'mx',
      purpose: 'takes answers to the sender',
    },
    {
      id: 'reply-mx',
      name: `reply.${domain}`,
      type: 'MX',
      value: `10 inbound-smtp.${region}.amazonaws.com`,
      comparison: 'own-mx',
      purpose: 'takes replies',
    },
  ];
}
