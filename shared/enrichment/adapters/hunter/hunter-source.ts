import * as z from 'zod';
import { askJson } from '../../../platform/adapters/http/ask-json.ts';
import type { EnrichmentSource, SourceAnswer } from '../../app/ports/enrichment.ts';
import { readFindings } from '../../domain/read-findings.ts';
import { failureOf, type SourceAccount } from '../http/source-account.ts';

const HUNTER = 'https://api.hunter.io/v2';

const personSchema = z.object({
  employment: z.object({ title: z.unknown(), name: z.unknown(), domain: z.unknown() }).partial().nullish(),
  geo: z.object({ country: z.unknown(), countryCode: z.unknown() }).partial().nullish(),
  linkedin: z.object({ handle: z.unknown() }).partial().nullish(),
});
const companySchema = z.object({
  name: z.unknown(),
  domain: z.unknown(),
  category: z.object({ industry: z.unknown(), sector: z.unknown() }).partial().nullish(),
  metrics: z
    .object({ employees: z.unknown(), employeesRange: z.unknown(), annualRevenue: z.unknown() })
    .partial()
    .nullish(),
  geo: z.object({ country: z.unknown(), countryCode: z.unknown() }).partial().nullish(),
});
const answerSchema = z.object({
  data: z
    .object({ person: personSchema.partial().nullish(), company: companySchema.partial().nullish() })
    .nullish(),
});

/**
 * Hunter's Combined Enrichment: a person and the company, at one credit for each that is found. 403 is its rate limit and 429
 * means that the credits are gone; 451 means that the person has asked not to be processed.
 */
export const hunterSource = ({ apiKey, baseUrl }: SourceAccount): EnrichmentSource => ({
  async find(address): Promise<SourceAnswer> {
    const url = `${baseUrl || HUNTER}/combined/find?${new URLSearchParams({ email: address })}`;
    const answer = await askJson(url, { method: 'GET', headers: { 'x-api-key': apiKey } });
    if (!answer.answered || answer.status !== 200) {
      return failureOf(answer, {
        account: [401, 402, 429],
        nothing: [400, 404, 422],
        later: [202, 222, 403],
        refused: [451],
      });
    }
    const parsed = answerSchema.safeParse(answer.body);
    if (!parsed.success) return { outcome: 'unknown', reason: 'an answer of another shape' };
    const { person, company } = parsed.data.data ?? {};
    const credits = (person ? 1 : 0) + (company ? 1 : 0);
    if (credits === 0) return { outcome: 'nothing' };
    const handle = person?.linkedin?.handle;
    const findings = readFindings({
      jobTitle: person?.employment?.title,
      company: company?.name ?? person?.employment?.name,
      industry: company?.category?.industry ?? company?.category?.sector,
      employees: company?.metrics?.employees ?? company?.metrics?.employeesRange,
      revenue: company?.metrics?.annualRevenue,
      country: person?.geo?.countryCode ?? person?.geo?.country ?? company?.geo?.countryCode,
      linkedinUrl:
        typeof handle === 'string' ? `https://www.linkedin.com/in/${handle.replace(/^in\//, '')}` : undefined,
      employerDomain: person?.employment?.domain ?? company?.domain,
    });
    return { outcome: 'found', findings, credits };
  },
});
