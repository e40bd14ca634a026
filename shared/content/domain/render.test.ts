import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactName, Facts } from './facts.ts';
import { UNSUBSCRIBE_PLACEHOLDER } from './layout.ts';
import { type RenderedMessage, renderMessage } from './render.ts';
import { SAMPLE_FACTS, SAMPLE_NOW } from './sample-facts.ts';
import { planSequence } from './sequence.ts';
import type { MessageTemplate } from './template.ts';
import { withUnsubscribeUrl } from './unsubscribe-url.ts';

const FULL = SAMPLE_FACTS.at(-1)!;
const NOW = { now: SAMPLE_NOW };
const [first] = planSequence({ steps: 1, variants: ['A'] });

const saying = (text: string, subject = 'Hello again'): MessageTemplate => ({
  id: 'test',
  step: 1,
  framework: 'BAB',
  subject,
  paragraphs: [
    { stage: 'before', text },
    { stage: 'after', text: 'After.' },
    { stage: 'bridge', text: 'Bridge.' },
  ],
  requires: [],
});

const withFact = (name: FactName, value: string | number, facts: Facts = FULL): Facts => ({
  ...facts,
  [name]: { value, source: { record: 'l_1', field: name }, observedOn: '2026-01-01' },
});

const without = (name: FactName): Facts => ({ ...FULL, [name]: undefined });

function sent(template: MessageTemplate, facts: Facts): RenderedMessage {
  const message = renderMessage(template, facts, NOW);
  if (!message.ok) throw new Error(`${message.code}: ${message.detail}`);
  return message;
}

describe('renderMessage', () => {
  it('gives the same bytes for the same template and facts, in any key order', () => {
    const facts = fc.constantFrom(...SAMPLE_FACTS);
    const templates = planSequence({ steps: 6, variants: ['A', 'B'] }).map(({ template }) => template);
    fc.assert(
      fc.property(facts, fc.constantFrom(...templates), (known, template) => {
        const reversed: Facts = Object.fromEntries(Object.entries(known).reverse());
        const again = structuredClone(template);
        const later = { now: new Date(SAMPLE_NOW.getTime() + 86_400_000) };
        expect(renderMessage(again, reversed, later)).toEqual(renderMessage(template, known, NOW));
      }),
    );
  });

  it('names the record that proves each fact it used', () => {
    const { evidence } = sent(saying('Greetings{% if company %} to {{ company }}{% endif %}.'), FULL);
    expect(evidence.map(({ fact }) => fact)).toContain('company');
    expect(evidence.map(({ fact }) => fact)).not.toContain('offer');
    expect(evidence[0]).toMatchObject({ source: { record: 'sample' }, observedOn: '2026-01-01' });
  });

  it.each(['brandName', 'senderName', 'postalAddress', 'contactReason'] as const)(
    'blocks without %s',
    (name) => {
      expect(renderMessage(first!.template, without(name), NOW)).toMatchObject({
        ok: false,
        code: 'MISSING_VARIABLE',
        detail: expect.stringContaining(name),
      });
    },
  );

  it('blocks when a fact that the template requires, or prints without a condition, is not known', () => {
    const required: MessageTemplate = { ...saying('Hello.'), requires: ['company'] };
    const printed = saying('News for {{ company }}.');
    for (const template of [required, printed]) {
      expect(renderMessage(template, without('company'), NOW)).toMatchObject({
        code: 'MISSING_VARIABLE',
        detail: 'company is not known for this message',
      });
    }
  });

  it('blocks when the evidence is too old, and only for facts that are used', () => {
    const inTwoYears = { now: new Date('2028-01-01T00:00:00Z') };
    const usesPurchases = saying(
      '{% if purchaseCount %}You bought from us {{ purchaseCount }} times.{% endif %}',
    );
    expect(renderMessage(usesPurchases, FULL, inTwoYears)).toMatchObject({
      code: 'STALE_EVIDENCE',
      detail: 'the evidence is too old for: purchaseCount',
    });
    expect(renderMessage(saying('Hello.'), FULL, inTwoYears).ok).toBe(true);
  });

  it.each([
    ['a number of its own', 'We have 500 clients.', 'UNSUPPORTED_CLAIM'],
    ['pressure', 'Hurry, this is your last chance.', 'UNSUPPORTED_CLAIM'],
    ['a purchase in a message without purchase facts', 'You bought from us.', 'UNSUPPORTED_CLAIM'],
    ['a link', 'See https://evil.example now.', 'FORBIDDEN_WORDING'],
    ['a link built around a value', 'See evil.example/{{ brandName }} now.', 'FORBIDDEN_WORDING'],
    ['markup', 'See <b>this</b>.', 'FORBIDDEN_WORDING'],
    ['its own way out', 'Write us to unsubscribe.', 'FORBIDDEN_WORDING'],
    ['an unknown fact', 'Hello {{ creditCard }}.', 'TEMPLATE_INVALID'],
    ['a condition on an unknown fact', '{% if vip %}Hello.{% endif %}', 'TEMPLATE_INVALID'],
    ['broken Liquid', 'Hello {% if company %}.', 'TEMPLATE_INVALID'],
    ['nothing but what is too long', 'Words and more words. '.repeat(100), 'TOO_LONG'],
  ])('blocks a template with %s', (_what, text, code) => {
    const contact = { ...FULL, purchaseCount: undefined };
    expect(renderMessage(saying(text), contact, NOW)).toMatchObject({ ok: false, code });
  });

  it('blocks a subject that pretends to be a reply', () => {
    expect(renderMessage(saying('Hello.', 'Re: your request'), FULL, NOW)).toMatchObject({
      code: 'FORBIDDEN_WORDING',
    });
  });

  it('accepts numbers that come from facts', () => {
    const facts = withFact('offer', '20% off until 31 March', withFact('company', '3M'));
    const message = sent(saying('For {{ company }}: {{ offer }}.'), facts);
    expect(message.text).toContain('For 3M: 20% off until 31 March.');
  });

  it('links only the addresses that the brand states', () => {
    const facts = withFact('company', 'https://evil.example/a');
    const { html } = sent(saying('Hello {{ company }}, see {{ website }}.'), facts);
    const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(hrefs).toEqual(['https://northwind.example', UNSUBSCRIBE_PLACEHOLDER]);
  });
});

describe('text that a lead supplied', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom(
      '{{ postalAddress }}',
      '{% if offer %}{{ offer }}{% endif %}',
      '{{ "a" | upcase }}',
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      'Eve\r\nBcc: all@example.com',
      'Eve\u2028\u202Enet.elpmaxe',
      UNSUBSCRIBE_PLACEHOLDER,
      '\uE001\uE002\uE003',
      'Eve\uFFFE\uFFFF\u{1FFFE}',
      '$&$1',
      '__proto__',
    ),
  );
  const template = saying('News{% if company %} for {{ company }}{% endif %}.', 'For {{ company }}');

  it('stays plain text: it adds no line, element, Liquid, header or link', () => {
    const benign = sent(template, withFact('firstName', 'Eve', withFact('company', 'Acme')));
    const elements = (html: string) => html.match(/<[^>]*>/g);
    fc.assert(
      fc.property(hostile, hostile, (firstName, company) => {
        const message = renderMessage(
          template,
          withFact('firstName', firstName, withFact('company', company)),
          NOW,
        );
        // A name beyond the subject's limit blocks; nothing else may.
        if (!message.ok) return expect(message.code).toBe('TOO_LONG');
        expect(message.subject).not.toMatch(/[\r\n\p{Cc}\p{Co}]/u);
        expect(message.text.split('\n')).toHaveLength(benign.text.split('\n').length);
        expect(elements(message.html)).toEqual(elements(benign.html));
        expect(message.text.split(UNSUBSCRIBE_PLACEHOLDER)).toHaveLength(2);
        expect(message.html.split(UNSUBSCRIBE_PLACEHOLDER)).toHaveLength(2);
      }),
      { numRuns: 300 },
    );
  });

  it('is printed as it is written when it looks like Liquid', () => {
    const { text, html } = sent(template, withFact('firstName', '{{ postalAddress }} <b>'));
    expect(text).toContain('Hi {{ postalAddress }} <b>,');
    expect(html).toContain('Hi {{ postalAddress }} &lt;b&gt;,');
  });
});

describe('withUnsubscribeUrl', () => {
  it('puts the link of the message into both parts, escaped in the HTML, and changes nothing else', () => {
    const message = sent(first!.template, FULL);
    const url = 'https://u.northwind.example/u?m=1&t=$&';
    const filled = withUnsubscribeUrl(message, url);
    expect(filled.text).toContain(`Unsubscribe: ${url}\n`);
    expect(filled.html).toContain('href="https://u.northwind.example/u?m=1&amp;t=$&amp;"');
    expect(filled.text.replace(url, UNSUBSCRIBE_PLACEHOLDER)).toBe(message.text);
  });
});
