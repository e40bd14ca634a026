import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { lineText, plainText } from '../../../shared/kernel/contract/common.ts';
import {
  emptyOf,
  hintOf,
  isLong,
  labelOf,
  resolved,
  schemaOf,
  variantIndex,
  webAddressOf,
} from './schema.ts';

const ruleSchema = z
  .strictObject({ id: z.string(), verdict: z.enum(['run', 'ask']), note: z.string().optional() })
  .meta({ id: 'Rule' });
const schema = schemaOf(
  z.strictObject({
    hour: z.number().int().min(0).max(23).default(9).describe('When it begins'),
    rules: z.array(ruleSchema).default([]),
    facts: z.union([z.string(), z.boolean(), z.number(), z.strictObject({ atMost: z.number() })]),
  }),
);

describe('forms from the schemas of contracts', () => {
  it('writes names and hints as people read them', () => {
    expect(['maxUsdPerLead', 'brandName', 'llm', 'contentSid'].map(labelOf)).toEqual([
      'Max USD per lead',
      'Brand name',
      'Language model',
      'Content SID',
    ]);
    expect(hintOf(schema.properties?.['hour'] ?? {})).toBe('When it begins. 0 to 23, usually 9.');
    expect(
      hintOf({ description: 'At most every `rules.idleAfterHours`, or the page of the `sitemap`' }),
    ).toBe('At most every “Idle after hours”, or the page of the “sitemap”.');
  });

  it('follows references and begins a new one with what it has to have', () => {
    const items = schema.properties?.['rules']?.items ?? {};
    expect(resolved(items, schema).properties).toHaveProperty('verdict');
    expect(emptyOf(items, schema)).toEqual({ id: '', verdict: 'run' });
    expect(emptyOf(schema, schema)).toEqual({ facts: '' });
  });

  it('gives several lines to texts that may have them', () => {
    const texts = [plainText({ max: 300 }), lineText({ max: 300 }), plainText({ max: 80 }), z.url().max(500)];
    expect(texts.map((text) => isLong(schemaOf(text)))).toEqual([true, false, false, false]);
  });

  it('takes a web address without its scheme for one by https', () => {
    expect(['acme.example', ' www.acme.example/shop?a=1 ', 'münchen.example:8443'].map(webAddressOf)).toEqual(
      ['https://acme.example', 'https://www.acme.example/shop?a=1', 'https://münchen.example:8443'],
    );
    for (const other of [
      '',
      'acme',
      'http://acme.example',
      'ann@acme.example',
      'acme .example',
      'mailto:ann@acme.example',
    ])
      expect(webAddressOf(other)).toBe(other);
  });

  it('knows which variant a value is', () => {
    const variants = schema.properties?.['facts']?.anyOf ?? [];
    expect(['x', true, 3, { atMost: 1 }].map((value) => variantIndex(variants, value, schema))).toEqual([
      0, 1, 2, 3,
    ]);
  });
});
