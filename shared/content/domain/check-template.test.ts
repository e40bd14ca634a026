import { expect, it } from 'vitest';
import { checkTemplate } from './check-template.ts';
import { planSequence } from './sequence.ts';
import type { StoredTemplate } from './template.ts';

const [{ template }] = planSequence({ steps: 1, variants: ['A'] }) as [StoredTemplate];
const within = (condition: string, tag = 'if') =>
  checkTemplate({
    ...template,
    paragraphs: template.paragraphs.map((each, n) =>
      n === 0
        ? { ...each, text: `It is quiet. {% ${tag} ${condition} %}Shall we talk?{% end${tag} %}` }
        : each,
    ),
  });

it.each([
  'firstName',
  'offer and website',
  'company or purchaseCount == 1',
  'purchaseCount > 1',
  'purchaseCount >= 2',
])('a template may ask whether facts are known, and whether somebody bought once: %s', (condition) => {
  expect([within(condition), within(condition, 'unless')]).toEqual([undefined, undefined]);
});

it.each([
  'silentMonths > 12',
  'silentMonths != 8',
  'purchaseCount == 7',
  'purchaseCount >= 20',
  'firstName == "Ann"',
  'firstName != "Grace"',
  'company contains "x"',
  'offer or silentMonths > 12',
  'brandName != "Northwind"',
  'contactReason == "you have bought from us"',
  'firstName == "%}" or company',
  'true',
  'nil',
])('words cannot hide from the samples that are judged: %s', (condition) => {
  expect(within(condition)).toMatchObject({ code: 'TEMPLATE_INVALID' });
});
