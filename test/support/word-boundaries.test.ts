import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const SOURCES = ['shared', 'console', 'functions', 'infra', 'test'].map((folder) => `${folder}/**/*.ts`);

/** A literal of a regular expression, its body and its flags. */
const LITERAL = /(?<![\w)\]])\/(?![*/])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)/g;
const STRING = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g;
const BOUNDARY = /\\b/;
const BEYOND_ASCII = /(?=\P{ASCII})\p{L}/u;

/** Patterns with `\b` that speak of letters outside of ASCII, which `\b` takes for no letters. */
function wrongBoundaries(source: string): string[] {
  const literals = [...source.matchAll(LITERAL)].filter(
    ([, body = '', flags = '']) => BOUNDARY.test(body) && (/[uv]/.test(flags) || BEYOND_ASCII.test(body)),
  );
  const strings = [...source.matchAll(STRING)].filter(
    ([text]) => BOUNDARY.test(text) && BEYOND_ASCII.test(text),
  );
  return [...literals, ...strings].map(([found]) => found.slice(0, 120));
}

describe('regular expressions', () => {
  it('mark word boundaries in a way that works for all letters', () => {
    const found = globSync(SOURCES, { cwd: ROOT })
      .filter((file) => !file.includes('node_modules') && !file.endsWith('word-boundaries.test.ts'))
      .flatMap((file) =>
        readFileSync(ROOT + file, 'utf8')
          .split('\n')
          .flatMap(wrongBoundaries)
          .map((pattern) => `${file}: ${pattern}`),
      );
    expect(found).toEqual([]);
  });

  it.each([String.raw`/\b写道\b/`, String.raw`/\bstop\b/iu`, String.raw`'\\bgrüße\\b'`])(
    'would be told of %s',
    (line) => {
      expect(wrongBoundaries(`const x = ${line};`)).not.toEqual([]);
    },
  );

  it.each([String.raw`/\bstop\b/i`, String.raw`/(?<!\p{L})grüße(?!\p{L})/u`])('may be %s', (line) => {
    expect(wrongBoundaries(`const x = ${line};`)).toEqual([]);
  });
});
