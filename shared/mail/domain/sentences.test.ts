import { describe, expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';

/** As wide as a program makes lines, with no end of a sentence in it. */
const WIDE = 'we want to know what your tool would cost for all of us in';
const wide = (length: number) => 'x'.repeat(length);

describe('sentencesOf', () => {
  it.each<[string, string[]]>([
    ['', []],
    [' \n\n\t\n', []],
    ['Hello', ['Hello']],
    ['First. Second! Third? Fourth; fifth', ['First.', 'Second!', 'Third?', 'Fourth;', 'fifth']],
    ['(Not now.) He said "No." Then «Yes.» Bye', ['(Not now.)', 'He said "No."', 'Then «Yes.»', 'Bye']],
    ['はい。 いいえ。好き！本当？', ['はい。', 'いいえ。', '好き！', '本当？']],
    ['Unsubscribe -- we moved - really – yes — so', ['Unsubscribe', 'we moved', 'really', 'yes', 'so']],
    ['re-use 3.5 of a well-known tool', ['re-use 3.5 of a well-known tool']],
    ['Home|Prices | Unsubscribe', ['Home', 'Prices', 'Unsubscribe']],
    ['Under Art. 17 I object. Today.', ['Under Art 17 I object.', 'Today.']],
    ['z. B. per Mail. Danke', ['z B per Mail.', 'Danke']],
    ['I start. 17 of us do', ['I start.', '17 of us do']],
  ])('cuts %j', (text, sentences) => expect(sentencesOf(text)).toEqual(sentences));

  it('ends a sentence with each line that a person broke', () => {
    expect(sentencesOf('  Hello Jo,  \n\n no thanks\nremove')).toEqual(['Hello Jo,', 'no thanks', 'remove']);
  });

  it('joins lines that a program wrapped, as many as there are', () => {
    expect(sentencesOf(`Hi,\nwell,\n${WIDE}\n  ${WIDE}\n spring. Thanks\nJo`)).toEqual([
      'Hi,',
      'well,',
      `${WIDE} ${WIDE} spring.`,
      'Thanks',
      'Jo',
    ]);
  });

  it('takes a line of 55 characters for a wrapped one, and none of 54', () => {
    expect(sentencesOf(`${wide(55)}\nspring`)).toEqual([`${wide(55)} spring`]);
    expect(sentencesOf(`${wide(54)}\nspring`)).toEqual([wide(54), 'spring']);
    expect(sentencesOf(`  ${wide(54)}  \nspring`)).toEqual([wide(54), 'spring']);
  });

  it('joins nothing to the short line with which a wrapped text ends', () => {
    expect(sentencesOf(`${WIDE}\nspring\nStop`)).toEqual([`${WIDE} spring`, 'Stop']);
  });

  it.each(['', '   '])('joins no line over the blank line %j', (blank) =>
    expect(sentencesOf(`${WIDE}\n${blank}\nspring`)).toEqual([WIDE, 'spring']),
  );

  it.each(['.', '!', '?', ':', '。', '！', '？'])('joins nothing to a line that ends with "%s"', (end) =>
    expect(sentencesOf(`${WIDE}${end}\nspring`)).toEqual([`${WIDE}${end}`, 'spring']),
  );

  it('reads the first 400 sentences', () => {
    const numbers = Array.from({ length: 401 }, (_, at) => `Number ${at}.`);
    expect(sentencesOf(numbers.join(' '))).toEqual(numbers.slice(0, 400));
    expect(sentencesOf(numbers.slice(0, 400).join('\n'))).toHaveLength(400);
  });
});
