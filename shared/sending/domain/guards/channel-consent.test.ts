import { describe, expect, it } from 'vitest';
import { free, heard, number, text } from '../../../../test/support/send-context.ts';
import { hearNumber } from '../../../channels/domain/contact-number.ts';
import { channelConsent } from './channel-consent.ts';

const started = hearNumber(number, 'sms', 'started', heard(-5));

describe('the consent to a channel of the telephone', () => {
  it('that was refused is not made good by an earlier START', () => {
    const refused = text({ number: started }, { channelConsents: { sms: 'opted_out' } });
    expect(channelConsent.check({ ...free, ...refused })).toMatchObject({
      verdict: 'block',
      explanation: 'This person has opted out of SMS.',
    });
  });

  it('is asked of no other channel', () => {
    for (const channel of ['email', 'linkedin'] as const) {
      const context = text({ channel }, { channelConsents: undefined });
      expect(channelConsent.check({ ...free, ...context })).toEqual({
        verdict: 'pass',
        explanation: 'This channel needs no consent of its own.',
      });
    }
  });
});
