import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { applyChange } from './apply-change.ts';

const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.example',
});

describe('a change of the settings', () => {
  it('changes its one setting and nothing else', () => {
    const hours = { setting: 'frequencyCap.minHoursBetween', from: 48, to: 96 } as const;
    expect(applyChange(settings, hours)).toEqual({
      ok: true,
      settings: { ...settings, frequencyCap: { ...settings.frequencyCap, minHoursBetween: 96 } },
    });
    const variants = { setting: 'variants', from: ['A', 'B'], to: ['B'] } as const;
    expect(applyChange(settings, { ...variants, from: [...variants.from], to: [...variants.to] })).toEqual({
      ok: true,
      settings: { ...settings, variants: ['B'] },
    });
  });

  it('still fits after other settings changed, but not after its own changed', () => {
    const change = { setting: 'dailyBudget', from: 10_000, to: 300 } as const;
    expect(applyChange({ ...settings, paused: true }, change)).toMatchObject({
      ok: true,
      settings: { paused: true, dailyBudget: 300 },
    });
    expect(applyChange({ ...settings, dailyBudget: 300 }, change)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/dailyBudget is 300 by now and not 10000/),
    });
  });

  it('of what a model is told fits only the text that it was made for, and a reason tells no text', () => {
    const change = {
      setting: 'llm.instructions.messages',
      from: '',
      to: 'Be brief. '.repeat(20).trim(),
    } as const;
    const applied = applyChange(settings, change);
    expect(applied).toMatchObject({
      ok: true,
      settings: { llm: { instructions: { messages: change.to, answers: '' } } },
    });
    expect(applied.ok && applyChange(applied.settings, { ...change, to: 'Be long.' })).toEqual({
      ok: false,
      reason: 'llm.instructions.messages is another text by now, so the change means something else.',
    });
    const short = { ...change, to: 'Sign as ann@acme.example.' };
    const named = applyChange(settings, short);
    expect(named.ok && applyChange(named.settings, change)).toMatchObject({
      reason: 'llm.instructions.messages is another text by now, so the change means something else.',
    });
    const tooLong = applyChange(settings, { ...change, to: 'a'.repeat(2_001) });
    expect(tooLong).toMatchObject({ ok: false, reason: expect.stringMatching(/to be this text: .*2000/) });
  });

  it('is refused when it would make invalid settings', () => {
    expect(applyChange(settings, { setting: 'channels.steps', from: [], to: [['sms']] })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/name the number/),
    });
    expect(applyChange(settings, { setting: 'dailyBudget', from: 10_000, to: -1 })).toMatchObject({
      ok: false,
    });
  });
});
