import { expect, it } from 'vitest';
import { free, profile, settings } from '../../../../test/support/send-context.ts';
import { consent } from './consent.ts';

it.each([
  ['subscribed', true, 'pass'],
  ['subscribed', false, 'pass'],
  ['unknown', true, 'block'],
  ['unknown', false, 'pass'],
  ['opted_out', true, 'block'],
  ['opted_out', false, 'block'],
])('a person whose consent is "%s", where consent is required (%s): %s', (known, requireConsent, verdict) => {
  const context = { ...free, ...profile({ consent: known }), settings: { ...settings, requireConsent } };
  expect(consent.check(context).verdict).toBe(verdict);
});
