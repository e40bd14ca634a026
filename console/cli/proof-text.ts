import type { z } from 'zod';
import type { domainViewSchema } from '../../shared/domains/contract/sending-domain.ts';

/** Whether a domain may send, or what has to be set in the DNS before it may. */
export function proofText(domain: z.output<typeof domainViewSchema>): string {
  const { name, type, value } = domain.dnsRecord ?? {};
  return value === undefined
    ? `${domain.domain} is yours. It may send ${domain.dailyCap} e-mails today.`
    : [
        `${domain.domain} sends nothing yet: prove that it is yours. Set this record in its DNS:`,
        '',
        `  ${name}  ${type}  "${value}"`,
        '',
        `Then say: rex domains verify ${domain.domain}`,
      ].join('\n');
}
