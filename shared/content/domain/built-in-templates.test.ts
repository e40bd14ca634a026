import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brandFacts } from './brand-facts.ts';
import { checkTemplate } from './check-template.ts';
import type { Facts } from './facts.ts';
import { FRAMEWORK_NAMES } from './framework.ts';
import { type RenderedMessage, renderMessage } from './render.ts';
import { SAMPLE_FACTS, SAMPLE_NOW } from './sample-facts.ts';
import { planSequence } from './sequence.ts';
import { MessageTemplateSchema } from './template.ts';

const planned = planSequence({ steps: 6, variants: ['A', 'B'] });
const templates = planned.map(({ template }) => template);
const manualTexts = new URL(
  '../../../../shared/data/color_readability/flesch_manual_texts.json',
  import.meta.url,
);

describe('planSequence', () => {
  it('gives both variants every step, with different frameworks at each and all four within two steps', () => {
    for (const step of [1, 2, 3, 4, 5, 6]) {
      const [a, b] = planned.filter(({ template }) => template.step === step);
      expect([a!.variant, b!.variant]).toEqual(['A', 'B']);
      expect(a!.template.framework).not.toBe(b!.template.framework);
    }
    const firstTwo = planSequence({ steps: 2, variants: ['A', 'B'] });
    expect(new Set(firstTwo.map(({ template }) => template.framework))).toEqual(new Set(FRAMEWORK_NAMES));
  });

  it('waits longer before each step', () => {
    const delays = planSequence({ steps: 6, variants: ['B'] }).map(({ delayDays }) => delayDays);
    expect(delays).toEqual([0, 3, 4, 7, 7, 9]);
  });
});

describe('the offer of a mission', () => {
  const offer = 'a first consultation at no charge';
  const saying = (step: number) =>
    templates
      .filter((template) => template.step === step)
      .map((template) => rendered(template).filter(({ text }) => text.includes(offer)).length);

  it('is in the first message of each variant when there is one, so that it reaches whoever gets one message', () => {
    expect(saying(1)).toEqual([SAMPLE_FACTS.length / 2, SAMPLE_FACTS.length / 2]);
  });

  it('comes again with the help of the fourth, and leaves no gap where there is none', () => {
    expect(saying(4)).toEqual([SAMPLE_FACTS.length / 2, SAMPLE_FACTS.length / 2]);
    for (const message of templates.flatMap(rendered)) expect(message.text).not.toMatch(/offer you now: ?\./);
  });
});

describe.each(templates)('the built-in template $id', (template) => {
  it('is valid and goes through the stages of its framework', () => {
    expect(MessageTemplateSchema.safeParse(template).error).toBeUndefined();
  });

  it('passes every gate with any subset of the optional facts', () => {
    expect(checkTemplate(template)).toBeUndefined();
  });

  it('has room for the longest values of settings, missions and leads', () => {
    const words = (length: number): string => `${'Wm '.repeat(length).slice(0, length - 1)}W`;
    const brand = {
      brandName: words(80),
      senderName: words(80),
      postalAddress: words(300),
      offer: words(300),
      website: `https://a.example/${'x'.repeat(182)}`,
    };
    const longest = (facts: Facts): Facts => ({
      ...facts,
      ...brandFacts(brand, 'sample', '2026-01-01'),
      ...(facts.firstName ? { firstName: { ...facts.firstName, value: words(40) } } : {}),
      ...(facts.company ? { company: { ...facts.company, value: words(60) } } : {}),
    });
    const told = SAMPLE_FACTS.map(longest).map((facts) =>
      renderMessage(template, facts, { now: SAMPLE_NOW }),
    );
    expect(told.flatMap((message) => (message.ok ? [] : [message.detail]))).toEqual([]);
  });

  it('reads naturally: no gap, no stray space, every paragraph a sentence', () => {
    for (const message of rendered(template)) {
      expect(message.text).not.toMatch(/ [,.?]|,,|\.\.|\bundefined\b|\bnull\b/);
      for (const paragraph of paragraphsOf(message)) expect(paragraph).toMatch(/^\p{Lu}.*[.?]$/u);
    }
  });

  it('is easy to read: Flesch reading ease of 60 or more', () => {
    for (const message of rendered(template)) {
      const { ease, grade } = flesch(
        paragraphsOf(message)
          .join(' ')
          .replaceAll(/https?:\S+/g, 'here.'),
      );
      expect(ease, `ease ${ease.toFixed(1)}, grade ${grade.toFixed(1)}`).toBeGreaterThanOrEqual(60);
    }
  });
});

describe('the readability formula', () => {
  it('gives the value that its source publishes for counted words', () => {
    // words/flesch: 1 sentence, 13 words, 26 syllables.
    expect(fleschOf({ sentences: 1, words: 13, syllables: 26 }).ease).toBeCloseTo(24.44, 2);
  });

  it.skipIf(!existsSync(manualTexts))('is within 5 points of a text counted by hand', () => {
    const texts: { name: string; text: string; flesch_reading_ease: number }[] = JSON.parse(
      readFileSync(manualTexts, 'utf8'),
    );
    const mobyDick = texts.find(({ name }) => name.includes('MobyDick'))!;
    expect(Math.abs(flesch(mobyDick.text).ease - mobyDick.flesch_reading_ease)).toBeLessThan(5);
  });
});

function rendered(template: (typeof templates)[number]): RenderedMessage[] {
  return SAMPLE_FACTS.flatMap((facts) => {
    const message = renderMessage(template, facts, { now: SAMPLE_NOW });
    return message.ok ? [message] : [];
  });
}

/** Without greeting, signature and footer. */
const paragraphsOf = ({ text }: RenderedMessage): string[] =>
  text.split('\n\n---')[0]!.split('\n\n').slice(1, -1);

/** Flesch 1948 and Kincaid 1975. */
function fleschOf({ sentences, words, syllables }: { sentences: number; words: number; syllables: number }) {
  return {
    ease: 206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words),
    grade: 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59,
  };
}

function flesch(text: string) {
  const words = text.match(/[\p{L}\p{N}'’-]*\p{L}[\p{L}\p{N}'’-]*/gu) ?? [];
  return fleschOf({
    sentences: text.match(/[.!?]+(\s|$)/g)?.length ?? 1,
    words: words.length,
    syllables: words.reduce((sum, word) => sum + syllablesOf(word), 0),
  });
}

/** Vowel groups, less a silent final e or ed: right for nine words in ten, which is enough for an average. */
function syllablesOf(word: string): number {
  const stem = word
    .toLowerCase()
    .replace(/(?<![lr]|[aeiouy])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouycgsxz])es$/, '');
  return Math.max(1, stem.match(/[aeiouyäöü]+/g)?.length ?? 0);
}
