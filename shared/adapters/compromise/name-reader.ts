import nlp from 'compromise';
import type { NameReader } from '../../domain/privacy/names.ts';

/** English names by `compromise`: a lexicon and rules, no model and no network. */
export const compromiseReader: NameReader = {
  read(text) {
    const document = nlp(text);
    const said = (view: { out(format: 'array'): string[] }) => view.out('array');
    return [
      ...said(document.people()).map((words) => ({ kind: 'person' as const, words })),
      ...said(document.places()).map((words) => ({ kind: 'place' as const, words })),
      ...said(document.organizations()).map((words) => ({ kind: 'organization' as const, words })),
      // What is written as a name and is none of these is one all the same: rather too much than too little.
      ...said(document.match('#ProperNoun+').not('(#Date|#Demonym|#Pronoun|#Month|#WeekDay|#Holiday)')).map(
        (words) => ({ kind: 'person' as const, words }),
      ),
    ];
  },
};
