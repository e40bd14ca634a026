import nlp from 'compromise';
import type { NameReader, WordKind } from '../../../privacy/domain/names.ts';
import commonWords from './common-words.json' with { type: 'json' };
import { stemsOf } from './english-stems.ts';
import givenNames from './given-names.json' with { type: 'json' };
import { tagsOf, turnsBetween } from './lexicon.ts';

const KINDS: readonly (readonly [tag: RegExp, kind: WordKind])[] = [
  [/^(?:FirstName|MaleName|FemaleName|Person)$/, 'given'],
  [/^LastName$/, 'surname'],
  [/^(?:City|Country|Region|Place)$/, 'place'],
  [/^(?:ProperNoun|Organization|SportsTeam)$/, 'unknown'],
];

const common = new Set<string>(commonWords);
const given = new Set<string>(givenNames);

/** English names by `compromise` (a lexicon and rules, no model and no network), and given names of many languages. */
export const compromiseReader: NameReader = {
  read(text) {
    const document = nlp(text);
    const said = (view: { out(format: 'array'): string[] }) => view.out('array');
    return [
      ...said(document.people()).map((words) => ({ kind: 'person' as const, words })),
      ...said(document.places()).map((words) => ({ kind: 'place' as const, words })),
      ...said(document.organizations()).map((words) => ({ kind: 'organization' as const, words })),
      // A word that is written like a name and is none of these counts as a name: hiding too much is better than too little.
      ...said(document.match('#ProperNoun+').not('(#Date|#Demonym|#Pronoun|#Month|#WeekDay|#Holiday)')).map(
        (words) => ({ kind: 'person' as const, words }),
      ),
    ];
  },
  kindOf(word) {
    const lower = word.toLowerCase();
    const turns = turnsBetween(lower);
    if (turns?.startsWith('Person')) return 'either';
    const named = kindOfName(lower);
    if (named) return named;
    if (turns !== undefined || isWord(lower)) return 'word';
    if (given.has(lower)) return 'given';
    return stemsOf(lower).some((stem) => !kindOfName(stem) && isWord(stem)) ? 'word' : 'unknown';
  },
};

const kindOfName = (word: string): WordKind | undefined =>
  KINDS.find(([tag]) => tagsOf(word).some((each) => tag.test(each)))?.[1];

const isWord = (word: string): boolean => common.has(word) || tagsOf(word).length > 0;
