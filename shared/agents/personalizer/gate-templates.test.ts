import { describe, expect, it } from 'vitest';
import { planSequence } from '../../content/domain/sequence.ts';
import type { StoredTemplate } from '../../content/domain/template.ts';
import { qualitySettingsSchema } from '../../quality/contract/settings.ts';
import { gateTemplates } from './gate-templates.ts';
import type { PersonalizerResult } from './personalizer.ts';

const BRAND = {
  brandName: 'Northwind',
  senderName: 'Ana Pires',
  postalAddress: 'Example Street 1, 1000 Exampletown',
};
const PLAN = planSequence({ steps: 2, variants: ['A', 'B'] });
/** Passes the checks of a template: it claims nothing. */
const SPAM =
  'Dear friend, click here now. Dear friend, make money with amazing, innovative, unique and very exciting solutions soon.';

/** As a model wrote them, with other words in one place. */
const written = (text: string, notes: string[] = []): PersonalizerResult => ({
  source: 'llm',
  notes,
  templates: PLAN.map((place): StoredTemplate => {
    const { template } = place;
    const isPlace = place.variant === 'A' && template.step === 2;
    const paragraphs = template.paragraphs.map((each, n) => (isPlace && n === 0 ? { ...each, text } : each));
    return { ...place, source: 'llm', template: { ...template, id: `llm-${template.id}`, paragraphs } };
  }),
});
const gate = (result: PersonalizerResult, quality: object, passed: string[] = []) => {
  const asked: string[] = [];
  const released = {
    isReleased: async (_: string, digest: string) => asked.push(digest) > 0 && passed.includes(digest),
  };
  return gateTemplates(
    { released },
    { workspace: 'acme', brand: BRAND, quality: qualitySettingsSchema.parse(quality) },
    result,
  ).then((gated) => ({ ...gated, asked }));
};
const sourceOf = ({ templates }: PersonalizerResult) =>
  templates.map(({ variant, source, template }) => `${variant}${template.step} ${source}`);

describe('the gate of templates', () => {
  it('changes nothing where the workspace wants none', async () => {
    const result = written(SPAM);
    expect(await gate(result, {})).toEqual({ ...result, asked: [] });
  });

  it('keeps what is good enough, with its score beside it, and asks nobody', async () => {
    const gated = await gate(written('We repair turntables.'), { gate: true });
    expect(sourceOf(gated)).toEqual(['A1 llm', 'A2 llm', 'B1 llm', 'B2 llm']);
    expect(gated.quality?.messages).toHaveLength(4);
    expect(gated).toMatchObject({ notes: [], asked: [] });
  });

  it('takes the built-in template instead of one below the threshold, and says how far it was and what brings most', async () => {
    const gated = await gate(written(SPAM, ['variant A, step 2: 3 links', 'variant B, step 1: 3 links']), {
      gate: true,
    });
    expect(sourceOf(gated)).toEqual(['A1 llm', 'A2 built-in', 'B1 llm', 'B2 llm']);
    expect(gated.templates[1]).toEqual(PLAN[1]);
    expect(gated.source).toBe('llm');
    expect(gated.notes).toEqual([
      'variant B, step 1: 3 links',
      expect.stringMatching(
        /^variant A, step 2: built-in template, because its quality is \d+ of 100 \(\w+\), and the workspace wants 75\. .*is a phrase of spam.*\(then \d+\)/,
      ),
    ]);
    expect(gated.quality?.messages.every(({ score }) => score >= 75)).toBe(true);
  });

  it('keeps words that a person has let pass, and no others', async () => {
    const quality = { gate: true };
    const { asked } = await gate(written(SPAM), quality);
    expect(asked).toHaveLength(1);
    expect(sourceOf(await gate(written(SPAM), quality, asked))[1]).toBe('A2 llm');
    expect(sourceOf(await gate(written(`${SPAM} Write to us.`), quality, asked))[1]).toBe('A2 built-in');
  });

  it('keeps a built-in template that is below, too, with a note that a person has to let it pass', async () => {
    const brand = {
      phrases: ['since 1921', 'in Leeds', 'by hand', 'for you', 'with care', 'as ever', 'yours', 'truly'],
    };
    const gated = await gate(
      { ...written(SPAM), templates: PLAN, source: 'built-in' },
      { gate: true, threshold: 95, brand },
    );
    expect(gated.templates).toEqual(PLAN);
    expect(gated.notes).toHaveLength(4);
    expect(gated.notes[0]).toMatch(
      /^variant A, step 1: a person has to let it pass before it is approved, because its quality is \d+/,
    );
  });
});
