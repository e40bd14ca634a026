import type { MailProvider } from '../../channels/contract/channels.ts';
import type { Mailer, OutgoingMail, SendOutcome } from '../app/ports/sending.ts';

/** Hands each mail to the provider that its workspace has chosen for the domain it is from. */
export class MailerByProvider implements Mailer {
  private readonly mailers: Readonly<Record<MailProvider, Mailer>>;

  constructor(mailers: Readonly<Record<MailProvider, Mailer>>) {
    this.mailers = mailers;
  }

  send(mail: OutgoingMail): Promise<SendOutcome> {
    return this.mailers[mail.provider].send(mail);
  }

  async rehearse(mail: OutgoingMail): Promise<SendOutcome | undefined> {
    return this.mailers[mail.provider].rehearse?.(mail);
  }
}
