import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApprovableContent, contentHash } from './content-hash.ts';
import type { FactName, Facts } from './facts.ts';
import { renderMessage } from './render.ts';
import { SAMPLE_FACTS, SAMPLE_NOW } from './sample-facts.ts';
import { planSequence } from './sequence.ts';

const CONTENT: ApprovableContent = {
  recipient: 'eve@example.com',
  from: 'Ana <ana@northwind.example>',
  replyTo: 'thread',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
  attachments: [],
  policyVersion: '1',
};

describe('contentHash', () => {
  it('does not depend on the order of fields or on other fields of the object', () => {
    const reversed = Object.fromEntries(Object.entries({ ...CONTENT, draftId: 'd_1' }).reverse());
    expect(contentHash(reversed as unknown as ApprovableContent)).toBe(contentHash(CONTENT));
    expect(contentHash(CONTENT)).toMatch(/^[\w-]{43}$/);
  });

  it('changes with any field', () => {
    const fields = ['recipient', 'from', 'replyTo', 'subject', 'text', 'html', 'policyVersion'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.string(), (field, value) => {
        fc.pre(value !== CONTENT[field]);
        expect(contentHash({ ...CONTENT, [field]: value })).not.toBe(contentHash(CONTENT));
      }),
    );
  });

  it('changes with an attachment, its name and its bytes', () => {
    const hashes = [
      [],
      [{ name: 'a.pdf', sha256: 'x' }],
      [{ name: 'b.pdf', sha256: 'x' }],
      [{ name: 'a.pdf', sha256: 'y' }],
    ].map((attachments) => contentHash({ ...CONTENT, attachments }));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('does not confuse text that moves from one field to the next', () => {
    const moved = { ...CONTENT, subject: 'Hello","text":"', text: '' };
    expect(contentHash(moved)).not.toBe(contentHash({ ...CONTENT, subject: '', text: 'Hello","text":"' }));
  });
});

describe('the hash of a rendered message', () => {
  const facts = SAMPLE_FACTS.at(-1)!;
  const [place] = planSequence({ steps: 1, variants: ['A'] });
  const hashOf = (known: Facts, template = place!.template) => {
    const message = renderMessage(template, known, { now: SAMPLE_NOW });
    if (!message.ok) throw new Error(message.detail);
    const { subject, text, html } = message;
    return contentHash({ ...CONTENT, subject, text, html });
  };

  it('is the same when the message is rendered again', () => {
    expect(hashOf(structuredClone(facts), structuredClone(place!.template))).toBe(hashOf(facts));
  });

  it.each<FactName>(['firstName', 'senderName', 'brandName', 'postalAddress', 'purchaseCount', 'website'])(
    'is another one when %s changes',
    (name) => {
      const changed = {
        ...facts,
        [name]: { ...facts[name]!, value: name === 'purchaseCount' ? 9 : 'Other' },
      };
      expect(hashOf(changed)).not.toBe(hashOf(facts));
    },
  );

  it('changes when a word of the template changes', () => {
    const template = { ...place!.template, subject: `${place!.template.subject} Please` };
    expect(hashOf(facts, template)).not.toBe(hashOf(facts));
  });
});
