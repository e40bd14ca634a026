import * as z from 'zod';
import { askJson } from '../../../platform/adapters/http/ask-json.ts';
import type { EnrichmentSource, SourceAnswer } from '../../app/ports/enrichment.ts';
import { readFindings } from '../../domain/read-findings.ts';
import { failureOf, type SourceAccount } from '../http/source-account.ts';

const APOLLO = 'https://api.apollo.io/api/v1';

const organizationSchema = z.object({
  name: z.unknown(),
  website_url: z.unknown(),
  primary_domain: z.unknown(),
  industry: z.unknown(),
  estimated_num_employees: z.unknown(),
  annual_revenue: z.unknown(),
});
const answerSchema = z.object({
  person: z
    .object({
      title: z.unknown(),
      linkedin_url: z.unknown(),
      country: z.unknown(),
      organization: organizationSchema.partial().nullish(),
    })
    .partial()
    .nullish(),
});

/** Apollo's People Enrichment. A credit is taken when data is found; its parameters are in the query. */
export const apolloSource = ({ apiKey, baseUrl }: SourceAccount): EnrichmentSource => ({
  async find(address): Promise<SourceAnswer> {
    const url = `${baseUrl || APOLLO}/people/match?${new URLSearchParams({ email: address })}`;
    const answer = await askJson(url, { method: 'POST', headers: { 'x-api-key': apiKey } });
    if (!answer.answered || answer.status !== 200) {
      return failureOf(answer, { account: [401, 402, 403], nothing: [404, 422], later: [429] });
    }
    const parsed = answerSchema.safeParse(answer.body);
    if (!parsed.success) return { outcome: 'unknown', reason: 'an answer of another shape' };
    const { person } = parsed.data;
    if (!person) return { outcome: 'nothing' };
    const { organization } = person;
    const findings = readFindings({
      jobTitle: person.title,
      linkedinUrl: person.linkedin_url,
      country: person.country,
      company: organization?.name,
      industry: organization?.industry,
      employees: organization?.estimated_num_employees,
      revenue: organization?.annual_revenue,
      employerDomain: organization?.primary_domain ?? organization?.website_url,
    });
    return { outcome: 'found', findings, credits: 1 };
  },
});
