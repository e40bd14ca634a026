import { expect, it } from 'vitest';
import { contentSchema } from '../contract/content.ts';
import { qualitySettingsSchema } from '../contract/settings.ts';
import { passGate } from './pass-gate.ts';

const asked: string[] = [];
const deps = { released: { isReleased: async (_: string, digest: string) => asked.push(digest) < 0 } };
const content = (text: string) => contentSchema.parse({ type: 'copy', text });
const pass = (text: string, change: object) =>
  passGate(deps, 'acme', content(text), qualitySettingsSchema.parse({ gate: true, ...change }));

it('nobody is asked about what is good enough, or where there is no gate', async () => {
  expect(await pass('Act now!!', { gate: false })).toBeUndefined();
  expect(await pass('We repair turntables.', {})).toBeUndefined();
  expect(asked).toEqual([]);
});

it('the refusal names the five things that bring most, and how many more there are', async () => {
  const text = 'TODO! [Name]!! ACT NOW!! Dear friend, you will love our very amazing stuff soon. The best.';
  const reason = await pass(text, { threshold: 100 });
  expect(reason?.match(/\(then \d+\)/g)).toHaveLength(5);
  expect(reason).toMatch(/And \d+ more\./);
  expect(asked).toHaveLength(1);
});
