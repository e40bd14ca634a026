import { SESClient } from '@aws-sdk/client-ses';
import { awsClient } from '../platform/runtime/clients.ts';
import { SesMailer } from '../sending/adapters/ses/ses-mailer.ts';
import type { Mailer } from '../sending/app/ports/sending.ts';

/** What Rex writes to its own people goes by SES. One try: SES has no idempotency token. */
export const openSystemMailer = (configurationSet: string): Mailer =>
  new SesMailer(new SESClient(awsClient({ attempts: 1, timeoutMs: 20_000 })), configurationSet);
