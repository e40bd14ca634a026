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
  /** `import`, or the sources that say the same. */
  readonly from: readonly string[];
}

/** How far a field is believed: judgement, not measured. */
const TRUST = {
  /** What the workspace itself knows is never overruled. */
  imported: 1,
  agreed: 0.95,
  found: 0.8,
  /** Of an employer that is not the one of the address: the person may have moved on, or is somebody else. */
  elsewhere: 0.4,
} as const;

const OF_THE_JOB: ReadonlySet<Enrichable> = new Set([
  'jobTitle',
  'company',
  'industry',
  'employees',
  'revenue',
]);

/** What is known of a lead: of the import where that says it, else of the sources, the first one asked first. */
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

/** The mean trust in what is wanted, 0 to 1; a field that nobody knows has none. */
export const qualityOf = (known: readonly KnownField[], wanted: readonly Enrichable[]): number =>
  wanted.reduce((sum, field) => sum + (known.find((each) => each.field === field)?.trust ?? 0), 0) /
  wanted.length;

/** A profile with what was bought filled in: for scores and segments. What a message says is of the import alone. */
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

/** Two sources rarely count the same number of employees; the band is what is decided by. */
function isSame(field: Enrichable, a: string | number | undefined, b: string | number): boolean {
  if (a === undefined) return false;
  if (field === 'employees') return sizeBandOf(Number(a)) === sizeBandOf(Number(b));
  if (field === 'revenue') return Math.abs(Number(a) - Number(b)) <= 0.25 * Math.max(Number(a), Number(b));
  if (field === 'industry') return industryOf(String(a)) === industryOf(String(b));
  return String(a).toLowerCase() === String(b).toLowerCase();
}
