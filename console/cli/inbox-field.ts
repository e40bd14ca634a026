import * as z from 'zod';
import { domainNameSchema } from '../../shared/domains/contract/sending-domain.ts';
import { localPartSchema } from '../../shared/mail/contract/local-part.ts';
import { value } from './command.ts';

const inboxSchema = z
  .string()
  .transform((address) => ({
    name: address.slice(0, Math.max(0, address.lastIndexOf('@'))),
    domain: address.slice(address.lastIndexOf('@') + 1),
  }))
  .pipe(z.object({ name: localPartSchema, domain: domainNameSchema }));

export const inboxField = value('INBOX', inboxSchema, 'The address of an inbox, as name@domain');
