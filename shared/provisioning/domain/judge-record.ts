import type { Look } from './provisioning.ts';
import type { Comparison, WantedRecord } from './wanted-records.ts';

type Judgement = Pick<Look, 'state' | 'note'>;

const present: Judgement = { state: 'present' };
const missing: Judgement = { state: 'missing' };
const kept = (note: string): Judgement => ({ state: 'kept', note });
const conflict = (note: string): Judgement => ({ state: 'conflict', note });

/** What a set of values under the wanted name and type means. */
const COMPARISONS: Readonly<Record<Comparison, (found: readonly string[], wanted: string) => Judgement>> = {
  text: (found, wanted) => (found.includes(wanted) ? present : missing),
  alias: ([found], wanted) =>
    found === undefined
      ? missing
      : sameName(found, wanted)
        ? present
        : conflict(`The name points to ${found}. A name has one CNAME: change it to ${wanted}.`),
  'only-mx': (found, wanted) => {
    if (found.length === 0) return missing;
    if (found.length > 1)
      return conflict(`SES wants exactly one MX here, and there are ${found.length}: leave only ${wanted}.`);
    return sameHost(found[0], wanted) ? present : conflict(`Another server takes this mail: ${found[0]}.`);
  },
  'own-spf': (found) =>
    judgeSpf(found, (spf) =>
      conflict(`The SPF record does not name SES: put include:amazonses.com into "${spf}".`),
    ),
  // Receivers check the SPF record of MAIL FROM, which is a domain of its own here.
  spf: (found) =>
    judgeSpf(found, () => kept('Your SPF record stays as it is: our mail passes by its MAIL FROM.')),
  dmarc: (found) => judgeDmarc(found),
  mx: (found, wanted) => {
    if (found.length === 0) return missing;
    if (found.some((each) => sameHost(each, wanted))) return present;
    return kept('Your mail goes elsewhere: have what comes to the sender forwarded to the reply domain.');
  },
  'own-mx': (found, wanted) => {
    if (found.length === 0) return missing;
    if (found.every((each) => sameHost(each, wanted))) return present;
    return conflict(`Replies go to another server (${found.join(', ')}): leave only ${wanted}.`);
  },
};

/** How what the DNS has under the name and type of a record compares with it. */
export const judgeRecord = ({ comparison, value }: WantedRecord, found: readonly string[]): Judgement =>
  COMPARISONS[comparison](found, value);

/** RFC 7208, section 4.5: more than one record is a permanent error, as if there were none. */
const spfRecords = (texts: readonly string[]): string[] =>
  texts.filter((text) => /^v=spf1(?: |$)/i.test(text));

/** RFC 9989, section 4.7: a record begins with its version. */
const dmarcRecords = (texts: readonly string[]): string[] =>
  texts.filter((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text));

function judgeSpf(found: readonly string[], without: (spf: string) => Judgement): Judgement {
  const [spf, ...others] = spfRecords(found);
  if (spf === undefined) return missing;
  if (others.length > 0)
    return conflict(
      `There are ${others.length + 1} SPF records, which receivers take for an error: leave one.`,
    );
  return /(?:^| )\+?include:amazonses\.com(?: |$)/i.test(spf) ? present : without(spf);
}

const REMOVED_TAGS = ['pct', 'rf', 'ri'];

/** Whether a DMARC record can be used. It is never changed, whatever its policy is. */
export function judgeDmarc(found: readonly string[]): Judgement {
  const [dmarc, ...others] = dmarcRecords(found);
  if (dmarc === undefined) return missing;
  if (others.length > 0)
    return conflict(
      `There are ${others.length + 1} DMARC records, so receivers apply none of them: leave one.`,
    );
  const tags = tagsOf(dmarc);
  const policy = tags.get('p');
  if (policy === undefined || !['none', 'quarantine', 'reject'].includes(policy.toLowerCase()))
    return conflict(`The DMARC record has no policy: put p=none, p=quarantine or p=reject into "${dmarc}".`);
  const removed = REMOVED_TAGS.filter((tag) => tags.has(tag));
  if (removed.length === 0) return present;
  return { state: 'present', note: `RFC 9989 has no ${removed.join(', ')} any more: receivers ignore it.` };
}

const tagsOf = (dmarc: string): Map<string, string> =>
  new Map(
    dmarc.split(';').flatMap((part): [string, string][] => {
      const [name = '', ...value] = part.split('=');
      return name.trim() === '' ? [] : [[name.trim().toLowerCase(), value.join('=').trim()]];
    }),
  );

export const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b);
const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const hostOf = (mx = ''): string => mx.replace(/^\d+\s+/, '');
const sameHost = (a: string | undefined, b: string): boolean => sameName(hostOf(a), hostOf(b));
