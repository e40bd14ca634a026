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

describe('services outside this machine', () => {
  it.each([{}, { REX_OPENAI: 'off', REX_ENRICHMENT: '0' }, { REX_OPENAI: '' }])(
    'are not called because there is a key for them: %j',
    async (wishes) => {
      const found = await externalServices({ ...KEYS, ...wishes });
      expect(found.callsOut).toEqual([]);
      expect(JSON.stringify(found.secrets)).not.toMatch(/secret"|sk-|whsec|model\.example/);
      expect(found.unused.join(' ')).toMatch(
        /OPENAI_API_KEY.*REX_OPENAI=on.*APOLLO_API_KEY, HUNTER_API_KEY.*REX_ENRICHMENT=on/,
      );
      expect(found.unused.join(' ')).not.toContain('sk-');
    },
  );

  it('are called only when allowed by name, and the output says where data go', async () => {
    const found = await externalServices({ ...KEYS, REX_OPENAI: 'on' });
    expect(found.callsOut).toEqual(['language model at https://model.example/v1']);
    expect(JSON.parse(found.secrets['rex/openai'] ?? '')).toMatchObject({ apiKey: 'sk-secret' });
    expect(found.secrets['rex/enrichment']).not.toContain('apollo-secret');
    expect((await externalServices({ OPENAI_API_KEY: 'k', REX_OPENAI: '1' })).callsOut[0]).toContain(
      'api.openai.com',
    );
    expect((await externalServices({ HUNTER_API_KEY: 'k', REX_ENRICHMENT: 'yes' })).callsOut).toEqual([
      'enrichment by Hunter',
    ]);
  });

  it('run tasks with the secret of a workspace, and nobody does without', async () => {
    const secret = 'x'.repeat(32);
    expect((await externalServices({})).secrets['rex/cron']).toBe('{}');
    const given = JSON.stringify({ acme: secret });
    expect((await externalServices({ REX_CRON_SECRETS: given })).secrets['rex/cron']).toBe(given);
    for (const wrong of [secret, `{"acme":"short"}`, `{"acme":"${secret}","other":"${secret}"}`]) {
      await expect(externalServices({ REX_CRON_SECRETS: wrong })).rejects.toThrow(
        /^REX_CRON_SECRETS is JSON[^x]+$/,
      );
    }
  });

  it('stop the start when their configuration is invalid, without printing the given value', async () => {
    await expect(externalServices({ REX_OPENAI: 'on' })).rejects.toThrow(
      'REX_OPENAI is on, but OPENAI_API_KEY is not set.',
    );
    await expect(externalServices({ REX_OPENAI: 'sk-secret' })).rejects.toThrow(
      /^REX_OPENAI is "on" or "off"\.$/,
    );
  });
});
