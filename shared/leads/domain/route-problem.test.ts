import { describe, expect, it } from 'vitest';
import { channelSettingsSchema } from '../../channels/contract/channels.ts';
import { routeProblem } from './route-problem.ts';

const settings = channelSettingsSchema.parse({ sms: { sender: '+15005550006' } });
const toText = (phone: string | undefined) => routeProblem('sms', { phone }, settings, 1);

describe('sending a text to a number', () => {
  it.each(['+4915228817386', '+447400123456', '+14155552671', '+33612345678'])(
    'is possible for %s',
    (phone) => expect(toText(phone)).toBeUndefined(),
  );

  it.each([
    ['a landline', '+493012345678'],
    ['a premium-rate number', '+499001234567'],
    ['a shared-cost number', '+491805123456'],
    ['a free number', '+18005550199'],
    ['a number that does not exist', '+4915'],
  ])('is closed to %s, and says so', (_, phone) =>
    expect(toText(phone)).toMatchObject({ clause: 'the phone number is not a mobile one' }),
  );

  it('is impossible without a number', () =>
    expect(toText(undefined)).toMatchObject({ clause: 'there is no valid phone number' }));
});
