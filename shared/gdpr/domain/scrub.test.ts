import { describe, expect, it } from 'vitest';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import { personOf } from './person-of.ts';
import { ERASED, isOfPerson, scrubberOf } from './scrub.ts';

const lead = sampleLead({
  profile: sampleProfile({
    identity: 'ann@shop.example',
    address: 'Ann@shop.example',
    firstName: 'Ann',
    lastName: 'Archer',
    phone: '+4915112345678',
  }),
});
const PSEUDONYM = 'l_pppppppppppppppppppp';
const person = personOf(lead, PSEUDONYM);
const { mentions, text, record } = scrubberOf(person);

describe('what names a person', () => {
  it('is found in every spelling, and not within other addresses, names and numbers', () => {
    for (const named of [
      '<ANN@shop.example>',
      'a: ann@shop.example.',
      'ann%40shop.example',
      'Ann Archer’s',
      `r_${lead.id.slice(2)}_x`,
    ])
      expect([named, mentions(named)]).toEqual([named, true]);
    for (const other of [
      'joann@shop.example',
      'ann@shop.example.org',
      'x.ann@shop.example',
      'Joann Archer',
      'Ann',
      '+49151123456789',
    ])
      expect([other, mentions(other)]).toEqual([other, false]);
    expect(text('550 <ann@shop.example> is unknown')).toBe(`550 <${ERASED}> is unknown`);
  });

  it('is taken out of records: entries about the person lose what is personal, and the others stay', () => {
    const other = { lead: 'l_00000000000000000099', subject: 'Ann, hello', step: 1 };
    const before = {
      pk: 'W#acme#SENDS#m#c',
      claims: [{ lead: lead.id, subject: 'Hello Ann', hash: 'h', step: 1, greeting: 'Ann' }, other],
      facts: [{ of: `${lead.id}#1`, kind: 'bounced', reason: '550 ann@shop.example' }],
      blocked: { [lead.id]: { code: 'SUPPRESSED', step: 1 }, l_1: { code: 'X', step: 1 } },
      leads: ['l_1', lead.id, 'l_2'],
    };
    expect(record(before)).toEqual({
      pk: 'W#acme#SENDS#m#c',
      claims: [{ lead: PSEUDONYM, subject: '', hash: 'h', step: 1, greeting: ERASED }, other],
      facts: [{ of: `${PSEUDONYM}#1`, kind: 'bounced', reason: `550 ${ERASED}` }],
      blocked: { [PSEUDONYM]: { code: 'SUPPRESSED', step: 1 }, l_1: { code: 'X', step: 1 } },
      leads: ['l_1', 'l_2'],
    });
  });

  it('leaves what is empty in its place, so that the record is still read', () => {
    const content = { subject: null, text: 'Hello Ann', html: null, purchases: { count: 2 } };
    expect(record({ content: { ...content, leadId: lead.id } })).toEqual({
      content: { subject: null, text: '', html: null, leadId: PSEUDONYM },
    });
  });

  it('tells records of the person alone from those of others too', () => {
    expect(isOfPerson({ pk: `W#acme#LEAD#${lead.id}`, sk: 'ORDERS' }, person)).toBe(true);
    expect(isOfPerson({ pk: 'W#acme#TASK#t', sk: 'TASK', leadId: lead.id }, person)).toBe(true);
    expect(isOfPerson({ pk: 'W#acme#ROSTER', sk: 'p', leads: [lead.id] }, person)).toBe(false);
  });
});
