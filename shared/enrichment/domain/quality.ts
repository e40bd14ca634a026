import { sizeBandOf } from '../../leads/domain/company-size.ts';
import { industryOf } from '../../leads/domain/industry.ts';
import type { ParsedLead } from '../../leads/domain/lead-profile.ts';
import { contactFactsOf } from '../../scoring/domain/contact-facts.ts';
import { ENRICHABLE, type Enrichable } from '../contract/settings.ts';
import { askedOf, type Enrichment } from './enrichment.ts';
import type { Findings } from './findings.ts';

export interface KnownField {
  readonly field: Enrichable;
  readonly value: string | number;
  /** 0 to 1. */
  readonly trust: number;
  /** `import`, or the sources that give this value. */
  readonly from: readonly string[];
}

/** How far a value is trusted. The numbers are judgement, not measured. */
const TRUST = {
  /** Values of the import are never overruled. */
  imported: 1,
  agreed: 0.95,
  found: 0.8,
  /** The employer does not match the domain of the address: the person may have changed jobs, or be somebody else. */
  elsewhere: 0.4,
} as const;

const OF_THE_JOB: ReadonlySet<Enrichable> = new Set([
  'jobTitle',
  'company',
  'industry',
  'employees',
  'revenue',
]);

/** Known fields of a lead: the value of the import, or else that of the most trusted source (of equal ones the earlier). */
export function knownFields(
  profile: ParsedLead,
  enrichment: Pick<Enrichment, 'asked'> | undefined,
): KnownField[] {
  const answers = enrichment
    ? askedOf(enrichment).flatMap(({ source, found }) => (found ? [{ source, found }] : []))
    : [];
  return ENRICHABLE.flatMap((field): KnownField[] => {
    const own = profile[field];
    if (own !== undefined) return [{ field, value: own, trust: TRUST.imported, from: ['import'] }];
    const says = answers.filter(({ found }) => found[field] !== undefined);
    const [first] = says.toSorted(
      (a, b) => trustOf(profile, b.found, field) - trustOf(profile, a.found, field),
    );
    const value = first?.found[field];
    if (!first || value === undefined) return [];
    const same = says.filter(({ found }) => isSame(field, found[field], value));
    const single = trustOf(profile, first.found, field);
    const trust = same.length > 1 && single === TRUST.found ? TRUST.agreed : single;
    return [{ field, value, trust, from: same.map(({ source }) => source) }];
  });
}

/** The mean trust in the wanted fields, 0 to 1; an unknown field counts as 0. */
export const qualityOf = (known: readonly KnownField[], wanted: readonly Enrichable[]): number =>
  wanted.reduce((sum, field) => sum + (known.find((each) => each.field === field)?.trust ?? 0), 0) /
  wanted.length;

/** A profile completed with bought data, for scores and segments. Messages use the data of the import only. */
export const enrichedProfile = (
  profile: ParsedLead,
  enrichment: Pick<Enrichment, 'asked'> | undefined,
): ParsedLead =>
  enrichment
    ? {
        ...profile,
        ...Object.fromEntries(knownFields(profile, enrichment).map(({ field, value }) => [field, value])),
      }
    : profile;

function trustOf(profile: ParsedLead, { employerDomain }: Findings, field: Enrichable): number {
  if (!OF_THE_JOB.has(field) || employerDomain === undefined) return TRUST.found;
  if (contactFactsOf(profile).domain === 'free_mail') return TRUST.found;
  const own = profile.address.slice(profile.address.lastIndexOf('@') + 1).toLowerCase();
  return isWithin(own, employerDomain) || isWithin(employerDomain, own) ? TRUST.found : TRUST.elsewhere;
}

const isWithin = (domain: string, of: string): boolean => domain === of || domain.endsWith(`.${of}`);

/** Two sources rarely give the same number of employees, so their size bands are compared. */
function isSame(field: Enrichable, a: string | number | undefined, b: string | number): boolean {
  if (a === undefined) return false;
  if (field === 'employees') return sizeBandOf(Number(a)) === sizeBandOf(Number(b));
  if (field === 'revenue') return Math.abs(Number(a) - Number(b)) <= 0.25 * Math.max(Number(a), Number(b));
  if (field === 'industry') return industryOf(String(a)) === industryOf(String(b));
  return String(a).toLowerCase() === String(b).toLowerCase();
}
