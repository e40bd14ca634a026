import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment, PartName } from '../contract/assessment.ts';
import { type Content, contentSchema } from '../contract/content.ts';
import { qualitySettingsSchema } from '../contract/settings.ts';
import { assess, levelOf, stepsTo } from './assess.ts';
import { pointsOf } from './part.ts';

const contentOf = (fields: object): Content => contentSchema.parse({ type: 'messaging', ...fields });
const settings = (change: object = {}) => qualitySettingsSchema.parse(change);
const assessed = (fields: object, change: object = {}) => assess(contentOf(fields), settings(change));
const rulesIn = ({ parts }: Assessment): string[] =>
  parts.flatMap(({ findings }) => findings.map(({ rule }) => rule));
const partOf = ({ parts }: Assessment, name: PartName) => parts.find(({ part }) => part === name);

const GOOD = `We repair turntables again. Ann and Tom opened the new workshop in Leeds on 3 March.

Bring your player on any day from Monday to Friday. We look at it at once and tell you the price. Most repairs take two days.

You can book a time here: https://www.acme.example/repairs`;

describe('a good text', () => {
  it('has all points of what can be judged, and what cannot is named', () => {
    const assessment = assessed({ subject: 'We repair turntables again', text: GOOD });
    expect(rulesIn(assessment)).toEqual([]);
    expect(assessment).toMatchObject({ score: 100, level: 'outstanding', language: 'en', threshold: 75 });
    expect(assessment.notJudged.map(({ part }) => part)).toEqual([
      'accessibility',
      'colour',
      'alternatives',
      'brand',
    ]);
    expect(partOf(assessment, 'readability')?.measures['fleschEase']).toBeGreaterThan(60);
  });
});

/** What each rule finds, and it alone. */
const WORDS: readonly (readonly [string, object])[] = [
  ['placeholder', { text: `${GOOD} [Your name]` }],
  ['long-subject', { subject: 'a '.repeat(35), text: GOOD }],
  [
    'no-prose',
    {
      language: 'en',
      text: `Lamp cat Leeds run blue. Sun dog 14 cup red hat. ${'Pen box cow hill rain. '.repeat(6)}`,
    },
  ],
  ['vague-number', { text: `${GOOD} There are several.` }],
  ['vague-time', { text: `${GOOD} We open soon.` }],
  ['vague-thing', { text: `${GOOD} We fix things.` }],
  ['worn-praise', { text: `${GOOD} It is innovative.` }],
  ['empty-intensifier', { text: `${GOOD} It is very old.` }],
  ['unproved-claim', { text: `We are the cheapest. ${GOOD}` }],
  ['capitals', { text: `${GOOD} REPAIRED today.` }],
  ['exclamation-marks', { text: `${GOOD} Come!!` }],
  ['pressure', { text: `${GOOD} Act now.` }],
  ['spam-phrase', { text: `Dear friend. ${GOOD}` }],
  ['shortened-link', { text: `${GOOD} https://bit.ly/abc` }],
  ['false-thread', { subject: 'Re: turntables', text: GOOD }],
  ['broken-link', { text: `${GOOD} htp://acme.example` }],
  ['private-link', { text: `${GOOD} https://localhost/x` }],
  ['plain-link', { text: `${GOOD} http://www.acme.example/x` }],
];
const HTML: readonly (readonly [string, string])[] = [
  ['alt-missing', '<img src="a.png">'],
  ['alt-file-name', '<img src="a.png" alt="a.png">'],
  ['heading-skipped', '<h1>One</h1><h3>Two</h3>'],
  ['heading-empty', '<h1>One</h1><h2> </h2>'],
  ['link-empty', '<a href="https://www.acme.example/"></a>'],
  ['link-vague', '<a href="https://www.acme.example/">click here</a>'],
  ['language-missing', '<html><body><p>Yes.</p></body></html>'],
  ['table-headers', '<table><tr><td>1</td></tr></table>'],
  ['field-unlabelled', '<input name="a">'],
  ['plays-by-itself', '<audio autoplay src="a.mp3"></audio>'],
  ['weak-contrast', '<p style="color: #999; background: white">Grey on white.</p>'],
  [
    'near-duplicate',
    '<p style="color: #000; background: #fff">a</p><p style="color: #010101; background: #fff">b</p>',
  ],
  ['empty-link', '<a href="#">The page of repairs</a>'],
];

describe('each rule is found, alone, at its place', () => {
  it.each(WORDS)('%s in words', (rule, fields) => {
    const assessment = assessed(fields);
    expect(rulesIn(assessment)).toEqual([rule]);
    expectPlaced(contentOf(fields), assessment);
  });

  it.each(HTML)('%s in HTML', (rule, fragment) => {
    const html = `<p>${GOOD.replaceAll('\n\n', '</p>\n<p>')}</p>${fragment}`;
    const assessment = assessed({ html });
    expect(rulesIn(assessment)).toEqual([rule]);
    expectPlaced(contentOf({ html }), assessment);
  });

  it('and what keeps the rules is not', () => {
    const html = `<html lang="en"><h1>One</h1><h2>Two</h2><p>${GOOD}</p><table role="presentation"><tr><td>1</td></tr></table>
      <table><tr><th>a</th></tr></table><label>Name <input name="n"></label><label for="m">Mail</label><input id="m">
      <img alt="" src="a.png"><a href="https://www.acme.example/"><img alt="The shop" src="b.png"></a>
      <p style="color:#000;background-color:#fff">Black <b style="color:#333">and grey</b></p></html>`;
    expect(rulesIn(assessed({ html, type: 'design' }))).toEqual([]);
  });
});

describe('a text and the HTML beside it', () => {
  const asHtml = (text: string) => `<p>${text.replaceAll('\n\n', '</p>\n<p>')}</p>`;
  const SPAM = 'Dear friend, ACT NOW!! You have won a cash bonus. 100 % free, no obligation.';

  it.each([
    ['html', { text: GOOD, html: asHtml(SPAM) }],
    ['text', { text: SPAM, html: asHtml(GOOD) }],
  ])('are both judged: what is wrong in the %s is not hidden by the other', (place, fields) => {
    const assessment = assessed(fields);
    expect(assessment.score).toBeLessThan(100);
    expect(partOf(assessment, 'spam')?.points).toBe(0);
    const passages = partOf(assessment, 'spam')?.findings.map(({ passage }) => passage?.in);
    expect(new Set(passages)).toEqual(new Set([place]));
    expectPlaced(contentOf(fields), assessment);
  });

  it('lose points once for what stands in both, and all of the harder one counts', () => {
    const both = `${GOOD} We open very soon.`;
    expect(rulesIn(assessed({ text: both, html: asHtml(both) }))).toEqual([
      'vague-time',
      'empty-intensifier',
    ]);
    const hard = 'Organisational interdependencies necessitate comprehensive reconsideration. '.repeat(8);
    const points = partOf(assessed({ html: asHtml(hard) }), 'readability')?.points;
    const beside = assessed({ text: GOOD.repeat(9), html: asHtml(hard) });
    expect(partOf(beside, 'readability')?.points).toBe(points);
  });

  it('and words of another language beside it do not spare what is English', () => {
    const text = 'Wir reparieren wieder Plattenspieler, und Sie können uns gerne anrufen oder schreiben.';
    expect(rulesIn(assessed({ text, html: asHtml('We are the cheapest. We mend it for you.') }))).toContain(
      'unproved-claim',
    );
  });
});

describe('evidence', () => {
  const claim = 'Nine of ten customers love it, and 90 % come back.';

  it('may stand in the sentence, or be given beside it', () => {
    expect(rulesIn(assessed({ text: claim }))).toContain('unproved-claim');
    expect(rulesIn(assessed({ text: `According to our survey of May, 90 % come back.` }))).toEqual([]);
    const evidence = [{ quote: 'love it, and 90 % come back', source: 'Survey of May' }];
    expect(rulesIn(assessed({ text: claim, evidence }))).toEqual([]);
  });

  it('names its sentence: a word that stands everywhere bears out nothing, a short sentence as a whole is', () => {
    const given = (text: string, quote: string) =>
      rulesIn(assessed({ text, evidence: [{ quote, source: 'x' }] }));
    expect(given(claim, 'e')).toContain('unproved-claim');
    expect(given(claim, '90 % come back')).toContain('unproved-claim');
    expect(given('90 % come back.', '90 % come back.')).toEqual([]);
  });

  it('is part of what the digest names', () => {
    const digestOf = (evidence: object[]): string => assessed({ text: claim, evidence }).digest;
    const [a, b] = ['A survey', 'A friend'].map((source) => [{ quote: claim, source }]);
    expect(new Set([digestOf([]), digestOf(a ?? []), digestOf(b ?? [])]).size).toBe(3);
  });
});

describe('what cannot be judged', () => {
  it('is not counted: a German text has points for what is no English', () => {
    const text =
      'Wir reparieren wieder Plattenspieler. Die Werkstatt ist in Leeds, und Sie können uns gerne anrufen.';
    const { language, notJudged, score } = assessed({ text });
    expect(language).toBe('de');
    expect(notJudged.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['readability', 'specificity', 'evidence']),
    );
    expect(score).toBe(100);
  });

  it('is refused where nothing is left, and the refusal says why of each part', () => {
    expect(() => assess({ ...contentOf({ text: 'x' }), text: '…' }, settings())).toThrowError(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        fields: [{ path: 'body.content', message: expect.stringContaining('structure: It has no words.') }],
      }),
    );
  });

  it('but a recording needs a transcript, and a video captions', () => {
    expect(rulesIn(assessed({ type: 'video', text: GOOD }))).toEqual([
      'transcript-missing',
      'captions-missing',
    ]);
    expect(rulesIn(assessed({ type: 'audio', transcript: GOOD }))).toEqual([]);
  });
});

describe('rules of the brand', () => {
  const brand = {
    words: [{ avoid: 'cheap', instead: 'good value' }],
    phrases: ['Acme Ltd'],
    colours: ['#0055aa'],
    fonts: ['Inter'],
    tone: { mostGrade: 8, mostExclamationMarks: 0, speaksToReader: true },
  };

  it('are a part of the score, and say where and what instead', () => {
    const html = `<p style="font-family: Arial, sans-serif; color: #ff0000; background: #ffffff">It is <i>cheap</i> here!</p>`;
    const assessment = assessed({ html }, { brand });
    const found = partOf(assessment, 'brand');
    expect(found?.points).toBe(0);
    expect(found?.findings.map(({ rule }) => rule)).toEqual([
      'words[0]',
      'phrases[0]',
      'colours',
      'colours',
      'fonts',
      'tone.mostExclamationMarks',
      'tone.speaksToReader',
    ]);
    expect(found?.findings[0]).toMatchObject({ instead: 'Write "good value".', passage: { in: 'html' } });
    expectPlaced(contentOf({ html }), assessment);
  });

  it('do not find a word within another', () => {
    const assessment = assessed({ text: 'Our cheapskate sold it. Acme Ltd thanks you.' }, { brand });
    expect(partOf(assessment, 'brand')?.findings).toEqual([]);
  });
});

describe('the way to the threshold', () => {
  const BAD = 'WINNER!! Dear friend, act now: our amazing solutions are the best and 90 % love them. TODO.';

  it('begins with what brings most, and ends where the score is there', () => {
    const assessment = assessed({ text: BAD });
    expect(assessment.score).toBeLessThan(75);
    const steps = stepsTo(assessment);
    expect(steps.at(-1)?.scoreAfter).toBeGreaterThanOrEqual(75);
    expect(steps.at(-2)?.scoreAfter ?? assessment.score).toBeLessThan(75);
    expect(steps.map(({ scoreAfter }) => scoreAfter)).toEqual(
      steps.map(({ scoreAfter }) => scoreAfter).toSorted((a, b) => a - b),
    );
  });

  it('has a level for every score', () => {
    expect([0, 39, 40, 59, 60, 74, 75, 89, 90, 100].map(levelOf)).toEqual([
      ...['poor', 'poor', 'fair', 'fair', 'good', 'good'],
      ...['excellent', 'excellent', 'outstanding', 'outstanding'],
    ]);
  });
});

const PIECES = fc.constantFrom(
  ...[
    GOOD,
    'Act now!!',
    'the best',
    '<p>',
    '</p>',
    '<a href="#">',
    '</a>',
    '&amp;',
    '&nbsp;',
    '<b>',
    '…',
    '😀',
  ],
  ...[
    '{{ firstName | reader }}',
    '<img src=x>',
    'soon',
    '\n\n',
    '- ',
    '3.5',
    'https://bit.ly/x',
    '<h3>',
    '[Name]',
  ],
);
const texts = fc.array(PIECES, { minLength: 1, maxLength: 25 }).map((pieces) => `A ${pieces.join(' ')}`);

describe('whatever is given', () => {
  it('every passage is where it says, points are what the findings leave, and the score lies in its bounds', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('text', 'html'), (words, field) => {
        const content = contentOf({ [field]: words, subject: 'Re: soon!!' });
        const assessment = assess(content, settings());
        expectPlaced(content, assessment);
        expect(assessment.score).toBeGreaterThanOrEqual(0);
        expect(assessment.score).toBeLessThanOrEqual(100);
        for (const { points, most, findings } of assessment.parts)
          expect(points).toBeCloseTo(pointsOf(most, findings), 9);
        const steps = stepsTo({ ...assessment, threshold: 100 });
        expect(steps.at(-1)?.scoreAfter ?? assessment.score).toBe(100);
      }),
      { numRuns: 150 },
    );
  });

  it('has ten findings of one rule at most, however often it is broken', () => {
    const assessment = assessed({ html: `<p>Yes.</p>${'<a href="#">The page</a>'.repeat(400)}` });
    expect(rulesIn(assessment).filter((rule) => rule === 'empty-link')).toHaveLength(10);
  });

  it('is read in bounded time and depth', () => {
    for (const html of ['<b>'.repeat(19_000), '<a href="x">y</a>'.repeat(3_400), '<h1>a</h1>'.repeat(5_900)])
      expect(assess(contentOf({ html: `<p>Yes.</p>${html}` }), settings()).score).toBeGreaterThanOrEqual(0);
  });
});

/** The words of every passage stand there: of HTML, those between the tags. */
function expectPlaced(content: Content, { parts }: Assessment): void {
  for (const { passage } of parts.flatMap(({ findings }) => findings)) {
    if (!passage) continue;
    const source = String(content[passage.in]);
    const there = source.slice(passage.start, passage.end);
    const words = (text: string): string =>
      text.replaceAll(/<[^>]*>|\{\{[^}]*\}\}|Reader|&[a-z]+;|&/g, ' ').replaceAll(/\s+/g, '');
    expect(passage.end).toBeGreaterThan(passage.start);
    expect(words(there).startsWith(words(passage.quote).slice(0, 100))).toBe(true);
  }
}
