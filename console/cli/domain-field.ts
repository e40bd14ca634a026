import { domainNameSchema } from '../../shared/domains/contract/sending-domain.ts';
import { value } from './command.ts';

export const domainField = value(
  'DOMAIN',
  domainNameSchema,
  'A sending domain, as "rex domains list" shows it',
);
