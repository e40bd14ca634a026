import { describe, expect, it } from 'vitest';
import { keptColumns, mapLeadColumns, mapOrderColumns } from './columns.ts';

describe('mapLeadColumns', () => {
  it.each([
    [['lead_id', 'first_name', 'last_name', 'email'], { externalId: 0, firstName: 1, lastName: 2, email: 3 }],
    [['E-Mail Address', 'Full Name', 'TimeZone'], { email: 0, fullName: 1, timeZone: 2 }],
    [
      ['Firma', 'Vorname', 'Nachname', 'E-Mail-Adresse', 'Land'],
      { company: 0, firstName: 1, lastName: 2, email: 3, country: 4 },
    ],
    [
      ['Prénom', 'Nom', 'Courriel', 'Téléphone', 'Société'],
      { firstName: 0, lastName: 1, email: 2, phone: 3, company: 4 },
    ],
    [['メールアドレス', '姓', '名'], { email: 0, lastName: 1, firstName: 2 }],
  ])('understands %j', (header, columns) => expect(mapLeadColumns(header)).toEqual(columns));

  it('prefers an explicit column', () => {
    const header = ['email', 'Private Mail', 'id'];
    expect(mapLeadColumns(header, { email: 'private mail' })).toEqual({ email: 1, externalId: 2 });
  });

  it('lists the columns it found when the address is missing or the mapping names an unknown column', () => {
    expect(() => mapLeadColumns(['name', 'city'])).toThrow('The columns are: "name", "city".');
    expect(() => mapLeadColumns(['email'], { phone: 'Handy' })).toThrow('There is no column "Handy".');
  });
});

describe('keptColumns', () => {
  it('gives each column a name that a record can store', () => {
    const header = ['email', 'plan', '__proto__', 'constructor', 'toString', ' '];
    const kept = keptColumns(header, mapLeadColumns(header), '*');
    expect(kept.map(({ name }) => name)).toEqual(['plan', 'column 3', 'column 4', 'column 5']);
  });
});

describe('mapOrderColumns', () => {
  it.each([
    [
      ['lead_id', 'ordered_at', 'items', 'amount_usd'],
      { externalId: 0, orderedAt: 1, items: 2, amount: 3 },
      'USD',
    ],
    [
      ['Customer ID', 'Order ID', 'Date', 'Total (EUR)'],
      { externalId: 0, orderId: 1, orderedAt: 2, amount: 3 },
      'EUR',
    ],
    [['email', 'Datum', 'Betrag', 'Währung'], { email: 0, orderedAt: 1, amount: 2, currency: 3 }, undefined],
  ])('understands %j', (header, columns, currency) =>
    expect(mapOrderColumns(header)).toEqual({ columns, currency }),
  );

  it('matches an explicit column by its whole name', () => {
    const { columns, currency } = mapOrderColumns(['who', 'when', 'paid_gbp'], {
      externalId: 'who',
      orderedAt: 'when',
      amount: 'paid_gbp',
    });
    expect([columns, currency]).toEqual([{ externalId: 0, orderedAt: 1, amount: 2 }, 'GBP']);
  });

  it('says which column is missing', () => {
    expect(() => mapOrderColumns(['lead_id', 'date'])).toThrow('No column holds the amount.');
    expect(() => mapOrderColumns(['date', 'amount'])).toThrow('No column holds the lead');
  });
});
