import { describe, expect, it } from 'vitest';
import { mapLeadColumns } from './columns.ts';
import { parseConsent } from './consent.ts';
import { optOutColumn } from './consent-columns.ts';
import { parseLeadRow } from './lead-row.ts';

const consentOf = (row: Readonly<Record<string, string>>) => {
  const columns = mapLeadColumns(['Email', ...Object.keys(row)]);
  const parsed = parseLeadRow(['ada@firm.example', ...Object.values(row)], columns);
  if (!parsed.ok) throw new Error(parsed.reason);
  return { ...parsed.lead, notes: parsed.notes.map(({ field, at }) => [field, at]) };
};

describe('a header that means an opt-out', () => {
  it.each([
    'Email Opt Out',
    'HasOptedOutOfEmail',
    'email_opt_out',
    'Opted out of email: Marketing Information',
    'Unsubscribed from all email',
    'Is unsubscribed',
    'donotbulkemail',
    'Do not allow Bulk Emails',
    'DO NOT CONTACT',
    'Blacklisted',
    'EMAIL_BLOCKLISTED',
    'Suppressed',
    'Werbesperre',
    'Newsletter abgemeldet',
    'Désabonné',
    'Dado de baja',
    'Opt-in/Opt-out',
  ])('reads %j as the opposite of consent', (header) =>
    expect(optOutColumn(header)).toEqual({ direction: 'opt_out', channels: ['email'] }),
  );

  it.each(['Unsubscribed at', 'UNSUB_TIME', 'Unsubscribe reason', 'Opt-out date', 'Date unsubscribed'])(
    'accepts a date or a reason as an opt-out: %j',
    (header) => {
      expect(optOutColumn(header)).toMatchObject({ direction: 'opt_out_if_set' });
      expect(consentOf({ [header]: '2024-03-04 10:00' }).consent).toBe('opted_out');
      expect(consentOf({ [header]: '' }).consent).toBe('unknown');
    },
  );

  it('applies to the channel that it names', () => {
    expect(optOutColumn('SMS opt out')?.channels).toEqual(['sms']);
    expect(optOutColumn('Do Not Call')?.channels).toEqual(['sms', 'whatsapp']);
    expect(optOutColumn('Fax Opt Out')?.channels).toEqual([]);
    expect(optOutColumn('Do not allow Mails')?.channels).toEqual([]);
    expect(consentOf({ 'Do Not Call': 'yes' })).toMatchObject({
      consent: 'unknown',
      channelConsents: { sms: 'opted_out', whatsapp: 'opted_out' },
    });
    expect(consentOf({ 'SMS opt out': 'no' }).channelConsents).toBeUndefined();
  });

  it.each([
    'Notes',
    'Newsletter',
    'Opt-in',
    'Status',
    'Would you like our newsletter? You can unsubscribe at any time',
  ])('is not %j', (header) => expect(optOutColumn(header)).toBeUndefined());
});

describe('a header in free wording', () => {
  it.each([
    ['OK to email', 'No', 'opted_out'],
    ['OK to email', 'yes', 'subscribed'],
    ['Can be contacted', 'FALSE', 'opted_out'],
    ['Emailable', 'n', 'opted_out'],
    ['Consent to marketing emails', 'no', 'opted_out'],
    ['email_consent_state', 'not_subscribed', 'opted_out'],
    ['Consent Withdrawn', 'Yes', 'opted_out'],
    ['Consent Withdrawn', 'No', 'unknown'],
    ['Not subscribed', '1', 'opted_out'],
    ['Never contact', 'x', 'opted_out'],
    ['Excluded from mailings', 'TRUE', 'opted_out'],
    ['Marked as spam', 'TRUE', 'opted_out'],
    ['Newsletter abbestellt', 'ja', 'opted_out'],
    ['Abbestellt am', '05.01.2024', 'opted_out'],
    ['E-Mail-Sperre', 'ja', 'opted_out'],
    ['Robinsonliste', 'x', 'opted_out'],
    ['Werbung erlaubt', 'nein', 'opted_out'],
    ['Ne plus contacter', 'oui', 'opted_out'],
    ['Opposition', 'oui', 'opted_out'],
    ['No desea publicidad', 'sí', 'opted_out'],
    ['Aceita receber emails', 'não', 'opted_out'],
    ['Souhlas', 'ne', 'opted_out'],
    ['メール配信停止', 'はい', 'opted_out'],
    ['Lead Status', 'Do Not Contact', 'opted_out'],
    ['Lead Status', 'Contacted', 'unknown'],
    ['State', 'unsubscribed', 'opted_out'],
    ['Tags', 'customer; Unsubscribed', 'opted_out'],
    ['Tags', 'not opted out', 'unknown'],
    ['Email Permission Status', 'Express', 'subscribed'],
    ['Email Permission Status', 'Implied', 'unknown'],
  ])('%j with %j is %s', (header, cell, consent) => {
    expect(consentOf({ [header]: cell })).toMatchObject({ consent, notes: [] });
  });

  it.each(['Consent date', 'Accepted terms', 'No. of employees', 'Can edit', 'Region'])(
    'is no consent to be written to: %j',
    (header) => expect(consentOf({ [header]: 'yes' }).consent).toBe('unknown'),
  );

  it('of consent to calls gives no consent to texts', () => {
    expect(consentOf({ 'Phone consent': 'yes' }).channelConsents).toBeUndefined();
  });
});

describe('several columns of consent', () => {
  it.each([
    [{ Consent: 'yes', 'Email Opt Out': 'FALSE' }, 'subscribed'],
    [{ Consent: 'yes', 'Email Opt Out': 'TRUE' }, 'opted_out'],
    [{ Consent: '', 'Email Opt Out': 'FALSE' }, 'unknown'],
    [{ Consent: 'yes', 'Email Opt Out': 'perhaps' }, 'unknown'],
    [{ Consent: 'yes', 'Lead Status': 'Unsubscribed' }, 'opted_out'],
    [{ Consent: 'yes', 'OK to email': 'no' }, 'opted_out'],
    [{ Consent: 'pending', 'OK to email': 'yes' }, 'unknown'],
    [{ 'Accepts Email Marketing': 'yes', Blacklist: 'False', 'Do Not Contact': '1' }, 'opted_out'],
  ])('%j is %s', (row, consent) => expect(consentOf(row).consent).toBe(consent));

  it('report a cell that was not understood, with its column', () => {
    expect(consentOf({ Consent: 'yes', 'Email Opt Out': 'perhaps' }).notes).toEqual([['optOut', 2]]);
    expect(consentOf({ Consent: 'maybe' })).toMatchObject({ consent: 'unknown', notes: [['consent', 1]] });
  });

  it('can be chosen by name', () => {
    const columns = mapLeadColumns(['Email', 'Keine Post'], { optOut: 'Keine Post' });
    const parsed = parseLeadRow(['ada@firm.example', 'x'], columns);
    expect(parsed).toMatchObject({ lead: { consent: 'opted_out' } });
  });
});

describe('a cell of consent', () => {
  it.each([
    ['VRAI', 'subscribed'],
    ['ЛОЖЬ', 'opted_out'],
    ['✓', 'subscribed'],
    ['never_subscribed', 'unknown'],
    ['Soft bounced', 'unknown'],
    ['Please do not contact', 'opted_out'],
    ['no_consent', 'opted_out'],
    ['[not provided]', 'unknown'],
  ])('%j is %s', (cell, consent) => expect(parseConsent(cell)).toEqual({ consent, understood: true }));

  it.each(['not opted out', 'never unsubscribed', 'Active customer', '2024-01-05', 'yes, but'])(
    'is not understood: %j',
    (cell) => expect(parseConsent(cell)).toEqual({ consent: 'unknown', understood: false }),
  );

  it('under an opt-out header is a consent only when it says so explicitly', () => {
    for (const word of ['active', 'confirmed', 'accepted', 'granted']) {
      expect(parseConsent(word, 'opt_out')).toEqual({ consent: 'unknown', understood: false });
    }
    expect(parseConsent('no', 'opt_out')).toEqual({ consent: 'unknown', understood: true });
    expect(parseConsent('Allow', 'opt_out')).toEqual({ consent: 'unknown', understood: true });
    expect(parseConsent('Subscribed', 'opt_out')).toEqual({ consent: 'subscribed', understood: true });
  });
});
