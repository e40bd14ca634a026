import { describe, expect, it } from 'vitest';
import { smsSize } from '../../channels/domain/sms-segments.ts';
import { renderLinkedin, renderSms, renderWhatsapp, SMS_WAY_OUT } from './render-text.ts';
import { SAMPLE_FACTS, SAMPLE_NOW } from './sample-facts.ts';
import { builtInTexts } from './short-texts.ts';

const [plain = {}] = SAMPLE_FACTS;
const sms = { maxSegments: 2 };

describe('short texts', () => {
  it.each(builtInTexts())('step $step $variant passes every gate with any known facts', ({ text }) => {
    for (const facts of SAMPLE_FACTS) {
      const rendered = renderSms(text, facts, sms, SAMPLE_NOW);
      expect(rendered).toMatchObject({ ok: true });
      if (!rendered.ok) continue;
      expect(rendered.text).toMatch(/^Northwind: /);
      expect(rendered.text.endsWith(SMS_WAY_OUT)).toBe(true);
      expect(rendered.segments).toBe(smsSize(rendered.text).segments);
      expect(renderLinkedin(text, facts, SAMPLE_NOW)).toMatchObject({ ok: true });
    }
  });

  it('are blocked when they need more segments than the workspace pays for', () => {
    expect(renderSms('a'.repeat(290), plain, sms, SAMPLE_NOW)).toMatchObject({ ok: false, code: 'TOO_LONG' });
    expect(renderSms('ç'.repeat(100), plain, { maxSegments: 1 }, SAMPLE_NOW)).toMatchObject({
      code: 'TOO_LONG',
    });
    expect(renderLinkedin('a'.repeat(300), plain, SAMPLE_NOW)).toMatchObject({ code: 'TOO_LONG' });
  });

  it.each([
    ['a claim that nothing proves', 'Save 50 % today.', 'UNSUPPORTED_CLAIM'],
    ['a link of its own', 'See evil.example now.', 'FORBIDDEN_WORDING'],
    ['a way out of its own', 'Never opt out.', 'FORBIDDEN_WORDING'],
    ['a fact that is missing', 'Hello {{ company }}.', 'MISSING_VARIABLE'],
  ])('are refused for %s', (_, text, code) => {
    expect(renderSms(text, plain, sms, SAMPLE_NOW)).toMatchObject({ ok: false, code });
    expect(renderLinkedin(text, plain, SAMPLE_NOW)).toMatchObject({ ok: false, code });
  });
});

describe('renderWhatsapp', () => {
  const contentSid = `HX${'0'.repeat(32)}`;
  const facts = SAMPLE_FACTS.find(({ firstName }) => firstName !== undefined) ?? {};

  it('fills the places of an approved template', () => {
    expect(
      renderWhatsapp(
        { contentSid, text: 'Hi {{1}}, {{2}} here.', variables: ['firstName', 'brandName'] },
        facts,
      ),
    ).toMatchObject({
      ok: true,
      text: 'Hi Grace, Northwind here.',
      variables: { 1: 'Grace', 2: 'Northwind' },
    });
  });

  it('is blocked when a fact or a name for a place is missing', () => {
    const template = { contentSid, text: 'Hi {{1}}', variables: ['firstName' as const] };
    expect(renderWhatsapp(template, plain)).toMatchObject({ code: 'MISSING_VARIABLE' });
    expect(renderWhatsapp({ ...template, variables: [] }, plain)).toMatchObject({ code: 'TEMPLATE_INVALID' });
  });
});
