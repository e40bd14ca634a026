import { describe, expect, it } from 'vitest';
import { externalServices } from './external-services.ts';

const KEYS = {
  OPENAI_API_KEY: 'sk-secret',
  OPENAI_BASE_URL: 'https://model.example/v1',
  OPENAI_WEBHOOK_SECRET: 'whsec_x',
  APOLLO_API_KEY: 'apollo-secret',
  HUNTER_API_KEY: 'hunter-secret',
  TWILIO_AUTH_TOKEN: 'twilio-secret',
  AWS_SECRET_ACCESS_KEY: 'aws-secret',
};

describe('services outside of this machine', () => {
  it.each([{}, { REX_OPENAI: 'off', REX_ENRICHMENT: '0' }, { REX_OPENAI: '' }])(
    'are not called because there is a key for them: %j',
    (wishes) => {
      const found = externalServices({ ...KEYS, ...wishes });
      expect(found.callsOut).toEqual([]);
      expect(JSON.stringify(found.secrets)).not.toMatch(/secret"|sk-|whsec|model\.example/);
      expect(found.unused.join(' ')).toMatch(
        /OPENAI_API_KEY.*REX_OPENAI=on.*APOLLO_API_KEY, HUNTER_API_KEY.*REX_ENRICHMENT=on/,
      );
      expect(found.unused.join(' ')).not.toContain('sk-');
    },
  );

  it('are called when they are asked for by name, and it is said where the data go', () => {
    const found = externalServices({ ...KEYS, REX_OPENAI: 'on' });
    expect(found.callsOut).toEqual(['language model at https://model.example/v1']);
    expect(JSON.parse(found.secrets['rex/openai'] ?? '')).toMatchObject({ apiKey: 'sk-secret' });
    expect(found.secrets['rex/enrichment']).not.toContain('apollo-secret');
    expect(externalServices({ OPENAI_API_KEY: 'k', REX_OPENAI: '1' }).callsOut[0]).toContain(
      'api.openai.com',
    );
    expect(externalServices({ HUNTER_API_KEY: 'k', REX_ENRICHMENT: 'yes' }).callsOut).toEqual([
      'enrichment by Hunter',
    ]);
  });

  it('are refused when the wish cannot be met, without showing what was given', () => {
    expect(() => externalServices({ REX_OPENAI: 'on' })).toThrow(
      'REX_OPENAI is on, but OPENAI_API_KEY is not set.',
    );
    expect(() => externalServices({ REX_OPENAI: 'sk-secret' })).toThrow(/^REX_OPENAI is "on" or "off"\.$/);
  });
});
