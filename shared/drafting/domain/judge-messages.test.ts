import { describe, expect, it } from 'vitest';
import { planSequence } from '../../content/domain/sequence.ts';
import type { MessageTemplate, StoredTemplate } from '../../content/domain/template.ts';
import { qualitySettingsSchema } from '../../quality/contract/settings.ts';
import { judgeMessages } from './judge-messages.ts';

const BRAND = {
  brandName: 'Northwind',
  senderName: 'Ana Pires',
  postalAddress: 'Example Street 1, 1000 Exampletown',
};
const WHOLE = {
  ...BRAND,
  offer: 'a first consultation at no charge',
  website: 'https://northwind.example',
  bookingUrl: 'https://northwind.example/book',
};
const rules = (change: object = {}) => qualitySettingsSchema.parse({ gate: true, ...change });
const [FIRST] = planSequence({ steps: 1, variants: ['A'] }) as [StoredTemplate];
const withText = (text: string): StoredTemplate => {
  const { template } = FIRST;
  const paragraphs = template.paragraphs.map((each, n) => (n === 0 ? { ...each, text } : each));
  return { ...FIRST, source: 'llm', template: { ...template, paragraphs } satisfies MessageTemplate };
};
const judge = (template: StoredTemplate, brand = BRAND, quality = rules()) => {
  const [judged] = judgeMessages({ templates: [template], brand }, quality);
  if (!judged) throw new Error('It was not judged.');
  return judged;
};

describe('built-in templates', () => {
  it.each([
    ['with all that a brand may state', WHOLE],
    ['with the least', BRAND],
  ])('reach 98 of 100 in every step and variant, %s', (_, brand) => {
    const judged = judgeMessages(
      { templates: planSequence({ steps: 6, variants: ['A', 'B'] }), brand },
      rules(),
    );
    expect(judged).toHaveLength(12);
    expect(Math.min(...judged.map(({ score }) => score))).toBe(98);
  });
});

describe('a message', () => {
  it('is judged by the worst of its readings, whoever gets that one', () => {
    const hidden = '{% if company %}We repair {{ company }}.{% else %}Dear friend, click now.{% endif %}';
    const judged = judge(withText(hidden));
    expect(judged.findings.map(({ rule }) => rule)).toContain('spam-phrase');
    expect(judged.content.text).toContain('Dear friend');
  });

  it('says of each finding where it stands in that reading', () => {
    const { findings, content } = judge(withText('Dear friend, click now.'));
    expect(findings.length).toBeGreaterThan(1);
    for (const { passage } of findings)
      if (passage)
        expect(
          (passage.in === 'subject' ? content.subject : content.text)?.slice(passage.start, passage.end),
        ).toBe(passage.quote);
  });

  it('is named by all of its words: with others its digest is another, and with other rules the same', () => {
    const [one, other] = [judge(withText('We repair lamps.')), judge(withText('We repair radios.'))];
    expect(one.digest).not.toBe(other.digest);
    expect(judge(withText('We repair lamps.'), BRAND, rules({ threshold: 90 })).digest).toBe(one.digest);
    const elsewhere = '{% if company %}We repair lamps.{% else %}We repair radios.{% endif %}';
    expect([one.digest, other.digest]).not.toContain(judge(withText(elsewhere)).digest);
  });

  it('is judged without its footer, which is the same in all', () => {
    expect(judge(FIRST).content.text).not.toMatch(/Exampletown|Unsubscribe/);
  });

  it('is left out where nobody can get it', () => {
    expect(
      judgeMessages({ templates: [FIRST], brand: { ...BRAND, postalAddress: undefined } }, rules()),
    ).toEqual([]);
  });
});
