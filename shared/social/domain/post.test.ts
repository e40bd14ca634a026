import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test/support/processor-time.ts';
import { publishPayloadSchema } from '../contract/tasks.ts';
import { littleText, type NetworkName, plainOfLittleText } from './networks.ts';
import { compose, problemOf, sameText } from './post.ts';
import { linksIn, weightedLength } from './weighted-text.ts';

const payload = (text: string, more: object = {}) =>
  publishPayloadSchema.parse({ connection: `con_${'0'.repeat(26)}`, text, ...more });
const problem = (network: NetworkName, text: string, more?: object) =>
  problemOf(network, payload(text, more));
const image = (n: number) => ({ url: `https://a.example/${n}.jpg`, alt: `Image ${n}` });
const images = (count: number) => ({ media: Array.from({ length: count }, (_, n) => image(n)) });

describe('a text of X', () => {
  // As twitter-text 3.1.0, the code of X itself, counts them.
  it.each([
    ['', 0],
    ['Hello', 5],
    ['é', 1],
    ['e\u0301', 1],
    ['日本語', 6],
    ['👩‍👩‍👧‍👦', 2],
    ['👍🏽', 2],
    ['🇩🇪', 2],
    ['“quoted” — …', 13],
    ['https://www.acme.com/a/very/long/path?with=a&query=of#many', 23],
    ['acme.com', 23],
    ['see acme.co.uk/path, please', 35],
    ['(https://acme.com/a_(b))', 25],
    ['ann@acme.com', 12],
    ['node.js and e.g. v1.2.3', 23],
    ['http://localhost:80/x', 21],
    ['@ann #tag.com', 13],
  ])('%j counts %i', (text, weight) => {
    expect(weightedLength(text)).toBe(weight);
  });

  it('takes 280 and no more, however it is written', () => {
    expect(problem('x', '日'.repeat(140))).toBeUndefined();
    expect(problem('x', '日'.repeat(141))).toMatch(/^payload\.text: X takes 280 .* this has 282/);
    expect(problem('x', 'a'.repeat(255), { link: 'https://acme.example/x' })).toBeUndefined();
    expect(problem('x', 'a'.repeat(256), { link: 'https://acme.com/x' })).toMatch(/this has 281/);
    expect(linksIn('see acme.com, or https://b.example.org/x.')).toEqual([
      'acme.com',
      'https://b.example.org/x',
    ]);
  });

  it('is counted in a time that grows with its length only', async () => {
    for (const text of ['a.'.repeat(30_000), 'a-'.repeat(30_000), `https://a.com/${'('.repeat(30_000)}`])
      expect(await processorMs(() => weightedLength(text))).toBeLessThan(2_000);
  });
});

describe('a text of LinkedIn', () => {
  it('has its reserved characters escaped, and hashtags as such', () => {
    const text = 'A (b) [c] {d} <e> @f |g| ~h~ _i_ *j* \\k #tag #1, a#b';
    const little = littleText(text);
    expect(little).toBe(
      'A \\(b\\) \\[c\\] \\{d\\} \\<e\\> \\@f \\|g\\| \\~h\\~ \\_i\\_ \\*j\\* \\\\k {hashtag|\\#|tag} {hashtag|\\#|1}, a\\#b',
    );
    expect(plainOfLittleText(little)).toBe(text);
  });

  it('may be 3,000 as it is sent', () => {
    expect(problem('linkedin', 'a'.repeat(3_000))).toBeUndefined();
    expect(problem('linkedin', '*'.repeat(1_501))).toMatch(/3000 .* 3002 \(with the escapes/);
  });
});

describe('the other networks', () => {
  it('count characters and hashtags', () => {
    expect(problem('instagram', 'a'.repeat(2_201), images(1))).toMatch(/2200 .* 2201/);
    expect(problem('instagram', '#a '.repeat(30), images(1))).toBeUndefined();
    expect(problem('instagram', '#a '.repeat(31), images(1))).toMatch(/30 hashtags .* 31/);
    expect(problem('facebook', 'a'.repeat(63_206))).toBeUndefined();
  });

  it('take so many images, and Instagram no link', () => {
    expect(problem('instagram', 'a')).toMatch(/^payload\.media: .* without an image/);
    expect(problem('x', 'a', images(5))).toMatch(/4 images at most, and these are 5/);
    expect(problem('instagram', 'a', { ...images(1), link: 'https://a.example' })).toMatch(/^payload\.link/);
  });
});

it('a link is a card where the network has one and there are no images, and else the end of the text', () => {
  const link = 'https://www.acme.example/repairs';
  expect(compose('x', payload('Hello', { link }))).toEqual({ text: `Hello\n\n${link}`, card: undefined });
  expect(compose('x', payload(`See ${link}`, { link })).text).toBe(`See ${link}`);
  expect(compose('linkedin', payload('Hello', { link }))).toEqual({
    text: 'Hello',
    card: { url: link, title: 'www.acme.example' },
  });
  expect(compose('facebook', payload('Hello', { link, ...images(1) })).text).toBe(`Hello\n\n${link}`);
});

it('texts are the same to a reader, whatever the network did to them', () => {
  expect(sameText('Tom &amp; Ann  \n said &lt;hi&gt;', 'Tom & Ann said <hi>')).toBe(true);
  expect(sameText('e\u0301', 'é')).toBe(true);
  expect(sameText('Hello', 'Hello!')).toBe(false);
});
