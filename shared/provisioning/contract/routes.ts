import * as z from 'zod';
import { domainNameSchema } from '../../domains/contract/sending-domain.ts';
import { ADMINS, ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { domainRecordsSchema, senderRulesSchema } from './provisioning.ts';

const params = z.object({ id: domainNameSchema });

export const provisioningRoutes = routes({
  provisionDomain: {
    operationId: 'provisionDomain',
    method: 'POST',
    path: '/api/rex/domains/{id}/provision',
    summary:
      'Set up a domain that is yours: its SES identity, DKIM, MAIL FROM, SPF, DMARC and inbound MX. Rex writes the DNS records where the hosted zone is in its account, and lists them for you where it is not.',
    roles: ADMINS,
    params,
    success: { status: 202, schema: domainRecordsSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  listDomainRecords: {
    operationId: 'listDomainRecords',
    method: 'GET',
    path: '/api/rex/domains/{id}/records',
    summary: 'The DNS records of a sending domain, each with its state at the last check.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: domainRecordsSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  checkDomainRecords: {
    operationId: 'checkDomainRecords',
    method: 'POST',
    path: '/api/rex/domains/{id}/records/check',
    summary: 'Ask the DNS now for the records of a sending domain. Rex also asks every day.',
    roles: OPERATORS,
    params,
    success: { status: 200, schema: domainRecordsSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  listSenderRules: {
    operationId: 'listSenderRules',
    method: 'GET',
    path: '/api/rex/domains/{id}/rules',
    summary:
      'The rules of Gmail, Yahoo and Microsoft for bulk senders, each with pass or fail for a sending domain. A mission that would send in bulk waits until none fails.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: senderRulesSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
});
