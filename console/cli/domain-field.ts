import { domainNameSchema } from '../../shared/contracts/sending-domain.ts';
import { value } from './command.ts';

export const domainField = value(
  'DOMAIN',
  domainNameSchema,
  'A sending domain, as "rex domains list" shows it',
);
