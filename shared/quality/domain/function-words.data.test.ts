import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { qualitySettingsSchema } from '../contract/settings.ts';
import { assess } from './assess.ts';
import { plainContent } from './plain-content.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../../../shared/data/${name}`, import.meta.url), 'utf8');
const SETTINGS = qualitySettingsSchema.parse({});
const LEAST_WORDS = 30;
const wordsIn = (text: string): string[] => text.match(/\p{L}+/gu) ?? [];

/** Whether it is judged as English prose, and found to be none; undefined where its readability is not judged. */
function isFound(text: string): boolean | undefined {
  const { parts } = assess(plainContent({ type: 'messaging', text: text.slice(0, 20_000) }), SETTINGS);
  const part = parts.find(({ part: name }) => name === 'readability');
  return part?.findings.some(({ rule }) => rule === 'no-prose');
}
const foundIn = (texts: readonly string[]) => {
  const judged = texts.map(isFound).filter((found) => found !== undefined);
  return { judged: judged.length, found: judged.filter(Boolean).length };
};

const SENTENCES = read('email/intent/Ask0729-fixed.txt')
  .split('\n')
  .flatMap((line) => line.split('\t')[1] ?? []);
const FIVE = Array.from({ length: Math.floor(SENTENCES.length / 5) }, (_, n) =>
  SENTENCES.slice(5 * n, 5 * n + 5).join('\n\n'),
);
const MAILS = read('injection_pii/injection/bipia_email_train.jsonl')
  .trim()
  .split('\n')
  .map((line) => String(JSON.parse(line).context));
const ABSTRACTS = read('retrieval/cranfield/cran.all.1400')
  .split('\n.W\n')
  .slice(1)
  .map((text) => text.split('\n.I ')[0] ?? '');

it('takes nothing that people wrote for words at random: mails, sentences of mails by five, abstracts', () => {
  expect([MAILS, FIVE, ABSTRACTS].map(foundIn)).toEqual([
    { judged: 50, found: 0 },
    { judged: 728, found: 0 },
    { judged: 1395, found: 0 },
  ]);
});

it('finds words at random, where they are not drawn as often as people say them', () => {
  let seed = 1;
  const below = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * n);
  };
  const known = [...new Set(SENTENCES.flatMap((text) => wordsIn(text.toLowerCase())))];
  const letters = () =>
    Array.from({ length: 2 + below(8) }, () => String.fromCharCode(97 + below(26))).join('');
  const texts = (word: () => string) =>
    Array.from({ length: 300 }, () => `${Array.from({ length: LEAST_WORDS + below(90) }, word).join(' ')}.`);
  const all = SENTENCES.flatMap(wordsIn);
  expect({
    letters: foundIn(texts(letters)),
    vocabulary: foundIn(texts(() => known[below(known.length)] ?? '')),
    salad: foundIn(texts(() => all[below(all.length)] ?? '')),
  }).toEqual({
    letters: { judged: 189, found: 189 },
    vocabulary: { judged: 247, found: 245 },
    // With as many function words as people use: of their order nothing is known.
    salad: { judged: 300, found: 0 },
  });
});
