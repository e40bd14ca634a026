import { composeMail } from '../../shared/mail/domain/compose.ts';
import type { OutgoingMail } from '../../shared/sending/app/ports/sending.ts';

export interface MailInput {
  readonly provider?: OutgoingMail['provider'];
  readonly to?: string;
  readonly workspace?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly from?: string;
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
    headers: { References: `<${token}@reply.acme.example>` },
    messageIdDomain: 'mail.acme.example',
    date: new Date('2026-03-04T12:00:00Z'),
  };
  const lead = `l_${String(made).padStart(20, '0')}`;
  const tags = { workspace, mission: `m_${'1'.repeat(26)}`, cohort: 'utc-0001', lead, step: '1' };
  return { provider, raw: await composeMail(parts), parts, from, to, tags };
}
