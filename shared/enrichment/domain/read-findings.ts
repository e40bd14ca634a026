import { parseCountry } from '../../leads/domain/country.ts';
import { isMissing, parseEmployees, parseQuantity } from '../../leads/domain/firmographics.ts';
import { MAX_COMPANY, MAX_INDUSTRY, MAX_NAME } from '../../leads/domain/lead-profile.ts';
import { parseLinkedinUrl } from '../../leads/domain/linkedin-url.ts';
import { inertLine } from '../../leads/domain/text-fields.ts';
import { type Findings, findingsSchema } from './findings.ts';

/** The raw answer of a source. */
type RawFindings = Readonly<Record<keyof Findings, unknown>>;

/**
 * Reads the answer of a source by the rules of the import: text is made inert and short, and values that are not understood
 * are left out. A source is trusted no more than an uploaded file.
 */
export function readFindings(raw: Partial<RawFindings>): Findings {
  const read: Record<keyof Findings, unknown> = {
    jobTitle: line(raw.jobTitle, MAX_NAME),
    company: line(raw.company, MAX_COMPANY),
    industry: line(raw.industry, MAX_INDUSTRY),
    employees: parsed(raw.employees, parseEmployees),
    revenue: parsed(raw.revenue, parseQuantity),
    country: parsed(raw.country, parseCountry),
    linkedinUrl: parsed(raw.linkedinUrl, parseLinkedinUrl),
    employerDomain: parsed(raw.employerDomain, domainOf),
  };
  const known = Object.entries(read).filter(([, value]) => value !== undefined);
  return findingsSchema.parse(Object.fromEntries(known));
}

function line(raw: unknown, maxLength: number): string | undefined {
  if (typeof raw !== 'string' || isMissing(raw)) return undefined;
  return inertLine(raw, maxLength).text || undefined;
}

function parsed<T>(raw: unknown, parse: (text: string) => T | undefined): T | undefined {
  const text = typeof raw === 'number' ? String(raw) : raw;
  return typeof text === 'string' && !isMissing(text) ? parse(text.slice(0, 400)) : undefined;
}

function domainOf(raw: string): string | undefined {
  const [, host] =
    /^(?:https?:\/\/)?(?:www\.)?([a-z0-9.-]{3,253})(?:[/:?#].*)?$/.exec(raw.trim().toLowerCase()) ?? [];
  return host?.includes('.') ? host : undefined;
}
