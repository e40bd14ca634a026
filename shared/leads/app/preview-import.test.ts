import { describe, expect, it } from 'vitest';
import { previewImport } from './preview-import.ts';

const preview = (
  text: string | Uint8Array,
  mapping: Readonly<Record<string, string>> = {},
  kind: 'leads' | 'orders' = 'leads',
) => previewImport({ kind, head: Buffer.from(text as string).toString('base64'), mapping });
const meanings = (seen: ReturnType<typeof preview>) =>
  seen.columns.map(({ header, field }) => [header, field]);

const LEADS =
  'Contact;Vorname;Newsletter opt out;Won;Plan\nada@mail.example;Ada;no;yes;gold\nbob@mail.example;Bob;yes;;gold\n';

describe('the preview of an import', () => {
  it('says for each column what the import takes it for, with cells that are not empty', () => {
    const { columns, rows, problem } = preview(LEADS, { email: 'Contact' });
    expect(columns.map(({ field }) => field)).toEqual(['email', 'firstName', null, 'outcome', null]);
    expect(columns[2]).toMatchObject({ header: 'Newsletter opt out', consent: 'opt_out' });
    expect(columns[3]?.samples).toEqual(['yes']);
    expect(columns[4]?.samples).toEqual(['gold']);
    expect([rows, problem]).toEqual([2, null]);
  });

  it('says what is missing, and shows the columns nevertheless', () => {
    const seen = preview(LEADS);
    expect(seen.problem).toMatch(/No column holds the e-mail address/);
    expect(seen.columns).toHaveLength(5);
  });

  it('follows the mapping, and tells what is kept as it is', () => {
    const { columns } = preview(LEADS, { email: 'Contact', notes: 'Won', attributes: 'Plan' });
    expect(columns.map(({ field, kept }) => [field, kept])).toEqual([
      ['email', false],
      ['firstName', false],
      [null, false],
      ['notes', false],
      [null, true],
    ]);
  });

  it('counts the rows whose note says that the person wants no mail', () => {
    const { columns } = preview(
      'email,Phone no.,Comment\nada@mail.example,+49 30 901820,asked to be removed\nbob@mail.example,,met at the fair\n',
    );
    expect(columns.map(({ field, noContact }) => [field, noContact])).toEqual([
      ['email', 0],
      ['phone', 0],
      ['notes', 1],
    ]);
  });

  it('reads orders by their own fields, in the encoding of the file', () => {
    const text = 'email,Datum,Betrag in EUR\nzo\u00eb@mail.example,2024-05-01,3\n';
    const seen = preview(Buffer.from(text, 'latin1'), { orderedAt: 'Datum' }, 'orders');
    expect(meanings(seen)).toEqual([
      ['email', 'email'],
      ['Datum', 'orderedAt'],
      ['Betrag in EUR', 'amount'],
    ]);
    expect(seen.columns[0]?.samples).toEqual(['zo\u00eb@mail.example']);
    expect(seen.problem).toBeNull();
  });

  it('refuses what is no text, and mappings that name what is not there', () => {
    expect(() => preview(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0]))).toThrow(/Excel workbook/);
    expect(() => preview(LEADS, { favouriteColour: 'Won' })).toThrow(/these fields/);
    expect(() => preview(LEADS, { email: 'Address' })).toThrow(/no column "Address"/);
  });
});
