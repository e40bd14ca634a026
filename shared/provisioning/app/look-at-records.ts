import { mapConcurrent } from '../../kernel/concurrency.ts';
import { judgeDmarc, judgeRecord } from '../domain/judge-record.ts';
import type { Look } from '../domain/provisioning.ts';
import type { WantedRecord } from '../domain/wanted-records.ts';
import type { LookUps } from './ports/look-ups.ts';

const AT_ONCE = 5;
/** RFC 9989, section 4.10: at most so many queries on the way up. */
const MOST_STEPS_UP = 7;

/** Asks the DNS for each of the records, and says what was found. An answer that does not come is no missing record. */
export const lookAtRecords = (
  dns: LookUps,
  domain: string,
  wanted: readonly WantedRecord[],
): Promise<Look[]> => mapConcurrent(wanted, AT_ONCE, (record) => lookAt(dns, domain, record));

async function lookAt(dns: LookUps, domain: string, record: WantedRecord): Promise<Look> {
  const { id, name, type } = record;
  const answer = await dns.look(name, type);
  if (!answer.known)
    return { id, state: 'unknown', found: [], note: `The DNS did not answer (${answer.reason}).` };
  const look = { id, found: [...answer.values], ...judgeRecord(record, answer.values) };
  if (look.state !== 'missing') return look;
  const inherited = record.comparison === 'dmarc' ? await dmarcAbove(dns, domain) : undefined;
  return { ...look, ...(inherited ?? (await doubledName(dns, domain, record))) };
}

/** The policy of a domain above holds for this one too (RFC 9989: the DNS is walked up). */
async function dmarcAbove(dns: LookUps, domain: string): Promise<Partial<Look> | undefined> {
  for (const parent of parentsOf(domain).slice(-MOST_STEPS_UP)) {
    const answer = await dns.look(`_dmarc.${parent}`, 'TXT');
    if (!answer.known) return { state: 'unknown', note: `The DNS did not answer (${answer.reason}).` };
    const { state } = judgeDmarc(answer.values);
    if (state === 'present')
      return { state: 'kept', found: [...answer.values], note: `The policy of ${parent} holds here too.` };
  }
  return undefined;
}

/** Many registrars add the zone's name to a name that has it already. */
async function doubledName(
  dns: LookUps,
  domain: string,
  record: WantedRecord,
): Promise<Partial<Look> | undefined> {
  for (const zone of [domain, ...parentsOf(domain)]) {
    const name = `${record.name}.${zone}`;
    const answer = await dns.look(name, record.type);
    if (!answer.known || judgeRecord(record, answer.values).state !== 'present') continue;
    return {
      state: 'conflict',
      note: `The record is there as ${name}: the zone's name was added twice. Enter the name without ".${zone}".`,
    };
  }
  return undefined;
}

/** `acme.example` of `mail.acme.example`; a top-level domain is nobody's. */
export function parentsOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(1, -1).map((_, n) => labels.slice(n + 1).join('.'));
}
