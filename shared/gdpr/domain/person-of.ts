import type { Lead } from '../../leads/domain/lead.ts';
import type { Person } from './erasure.ts';

const SHORTEST_TEXT = 6;

/** What names a lead in records and files. */
export function personOf({ id, profile }: Lead, pseudonym: string): Person {
  const { address, identity, phone, linkedinUrl, firstName, lastName, company, street, postcode } = profile;
  const fullNames = firstName && lastName ? [`${firstName} ${lastName}`, `${lastName}, ${firstName}`] : [];
  const addresses = [...new Set([address, identity])];
  const texts = [
    ...addresses,
    ...addresses.map((each) => each.replace('@', '%40')),
    ...[phone, linkedinUrl].filter((text) => text !== undefined),
    ...fullNames,
  ];
  const values = [firstName, lastName, company, street, postcode, profile.birthDate, profile.jobTitle];
  return {
    leadId: id,
    pseudonym,
    texts: texts.filter((text) => text.length >= SHORTEST_TEXT),
    values: values.filter((value) => value !== undefined),
  };
}
