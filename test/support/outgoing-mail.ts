import { composeMail } from '../../shared/mail/domain/compose.ts';
import type { OutgoingMail } from '../../shared/sending/app/ports/sending.ts';

export interface MailInput {
  readonly provider?: OutgoingMail['provider'];
  readonly to?: string;
  readonly workspace?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly from?: string;
  /** The answer of a member that it is; without one it is a message of a mission. */
  readonly answer?: string;
  readonly calendar?: OutgoingMail['parts']['calendar'];
}

let made = 0;

/** A mail as a use case hands it in, each with a reply token, ids and words of its own. */
export async function outgoingMail({
  provider = 'sendgrid',
  to = `bob${made + 1}@person.example`,
  workspace = 'acme',
  subject = `Hello ${to}`,
  text = `Hi ${to}, & goodbye`,
  from = 'ann@mail.acme.example',
  answer,
  calendar,
}: MailInput = {}): Promise<OutgoingMail> {
  made += 1;
  const token = `t${made}.abc_DEF-123`;
  const link = `https://rex.example/u/${token}`;
  const parts = {
    from: { name: 'Ann of Acme', address: from },
    to,
    replyTo: `reply+${token}@reply.acme.example`,
    subject,
    text,
    html: `<p>${text}</p><a ses:no-track href="${link}">Unsubscribe</a>`,
    listUnsubscribeUrl: link,
    listUnsubscribeMailto: `reply+${token}@reply.acme.example?subject=unsubscribe`,
    ...(calendar && { calendar }),
    headers: {
      ...(answer === undefined ? {} : { 'In-Reply-To': `<${made}@person.example>` }),
      References: `<${token}@reply.acme.example>`,
    },
    messageIdDomain: 'mail.acme.example',
    date: new Date('2026-03-04T12:00:00Z'),
  };
  const lead = `l_${String(made).padStart(20, '0')}`;
  const of: Record<string, string> =
    answer === undefined ? { mission: `m_${'1'.repeat(26)}`, cohort: 'utc-0001', step: '1' } : { answer };
  const tags = { workspace, lead, ...of };
  return { provider, raw: await composeMail(parts), parts, from, to, tags };
}
