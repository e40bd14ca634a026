import { SESClient } from '@aws-sdk/client-ses';
import { systemClock } from '../kernel/clock.ts';
import { awsClient } from '../platform/runtime/clients.ts';
import { MailerByProvider } from '../sending/adapters/mailer-by-provider.ts';
import type { SendgridAccounts } from '../sending/adapters/sendgrid/account.ts';
import { SendgridMailer } from '../sending/adapters/sendgrid/sendgrid-mailer.ts';
import { SesMailer } from '../sending/adapters/ses/ses-mailer.ts';
import type { Mailer } from '../sending/app/ports/sending.ts';

/** All providers of e-mail. One try: SES has no idempotency token, so the SDK must not send a message again by itself. */
export const openMailer = (configurationSet: string, accounts: SendgridAccounts): Mailer =>
  new MailerByProvider({
    ses: new SesMailer(new SESClient(awsClient({ attempts: 1, timeoutMs: 20_000 })), configurationSet),
    sendgrid: new SendgridMailer({ accounts, fetch, clock: systemClock }),
  });
