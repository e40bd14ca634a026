import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outreachReplies, REPLY_SETS, readOutreachReply } from '../../../test/support/outreach-replies.ts';
import { likelyLanguages } from './language.ts';
import { readContent } from './reply-content.ts';
import { ENGLISH } from './reply-words/english.ts';

const SENT = 'Tue, 1 Dec 2026 10:00:00 +0000';
const read = (text: string) => readContent(text, { sent: SENT });

describe('what the words of a reply want', () => {
  it.each([
    ['seen', 1],
    ['set-aside', 0.97],
    ['second', 0.95],
    // No rule was changed for these: about what unusual words come to.
    ['third', 0.55],
  ] as const)('is read in seven languages: %s', (set, least) => {
    const replies = outreachReplies(set).filter(
      ({ wants }) => !/^(?:unsubscribe|out_of_office)$/.test(wants),
    );
    const wrong = replies.filter(({ wants, text }) => read(text).class !== wants);
    expect(replies.length).toBeGreaterThan(20);
    expect(1 - wrong.length / replies.length, JSON.stringify(wrong)).toBeGreaterThanOrEqual(least);
  });

  it('is read from whole mails, where absences and requests to stop come first', async () => {
    const wrong: string[] = [];
    for (const reply of outreachReplies('set-aside')) {
      const found = await readOutreachReply(reply);
      if (found !== reply.wants) wrong.push(`${reply.text}: ${found}`);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(4);
  });

  it('never takes a refusal, a complaint or a wrong address for interest', () => {
    const refusing = REPLY_SETS.flatMap(outreachReplies).filter(({ wants }) =>
      ['not_interested', 'complaint', 'wrong_person'].includes(wants),
    );
    expect(refusing.length).toBeGreaterThan(80);
    for (const { text, language } of refusing) {
      expect([text, read(text).class]).not.toEqual([text, 'interested']);
      const liked = language === 'en' ? [`${text} Sounds good otherwise.`] : [];
      for (const padded of [`-\n\n${text}\n\n-`, ...liked])
        expect([padded, read(padded).class]).not.toEqual([padded, 'interested']);
    }
  });

  it('gives the day, the sentence and whom they name', () => {
    expect(read('Hello.\nWe are busy. Please get back to me in March.')).toMatchObject({
      class: 'later',
      day: '2027-03-01',
      sentence: 'Please get back to me in March.',
      language: 'en',
    });
    expect(read('Bitte wenden Sie sich an Herrn Krause, krause@firma.example.')).toMatchObject({
      class: 'referral',
      referredTo: { name: 'Krause', email: 'krause@firma.example' },
    });
    const known = ['jo@firm.example'];
    expect(readContent('My colleague Ann Lee handles this. jo@firm.example', { known })).toMatchObject({
      class: 'referral',
      referredTo: { name: 'Ann Lee' },
    });
  });

  it('is unsure of a long text and of one that says several things', () => {
    expect(read('Sounds interesting, send me more information.').certainty).toBe('certain');
    expect(read('Sounds interesting. But we are not interested in the second offer.')).toMatchObject({
      class: 'not_interested',
      certainty: 'possible',
    });
    const long = `${'We met on the way to town. '.repeat(12)}Please send me more information.`;
    expect(read(long).certainty).toBe('possible');
  });

  it('is unclear in a language that it does not read', () => {
    for (const text of [
      'Tack, det låter intressant.',
      'とても興味があります。',
      'Dziękuję, nie teraz.',
      '👍',
      '',
    ])
      expect(read(text).class).toBe('unclear');
    expect(likelyLanguages('Det lyder interessant, men ikke nu')).toEqual([]);
  });

  it('never throws and takes no time, whatever is written', () => {
    const words = [
      ...ENGLISH.frequent.split(' '),
      'not',
      'interested',
      'contact',
      'in',
      'March',
      '?',
      '.',
      '\n',
      'a@b.example',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 400 }), (parts) => {
        expect(() => read(parts.join(' '))).not.toThrow();
      }),
      { numRuns: 60 },
    );
    for (const text of [
      'not '.repeat(3_000),
      'contact my '.repeat(1_000),
      'a@'.repeat(5_000),
      '?'.repeat(9_999),
    ]) {
      const began = performance.now();
      read(text);
      expect(performance.now() - began).toBeLessThan(1_000);
    }
  });
});
