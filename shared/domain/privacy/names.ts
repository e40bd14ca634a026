import type { Detector, Finding, PiiType } from './finding.ts';

/** What a reader of language finds in a text: people, places, organisations, each as it stands there. */
export interface NameReader {
  read(
    text: string,
  ): readonly { readonly kind: 'person' | 'place' | 'organization'; readonly words: string }[];
}

const TYPES = { person: 'PERSON', place: 'PLACE', organization: 'ORGANIZATION' } as const satisfies Record<
  string,
  PiiType
>;
const EDGES = /^[\s"'“”‘’(«,.;:!?-]+|(?:['’]s)?[\s"'“”‘’)»,.;:!?-]+$/gu;

/** Everything that the reader names, at every place where it stands: a name that is known once is known everywhere. */
export const findNames =
  (reader: NameReader): Detector =>
  (text) => {
    const seen = new Map<string, PiiType>();
    for (const { kind, words } of reader.read(text)) {
      const name = words.replace(EDGES, '').replace(/['’]s$/, '');
      if (name.length > 1 && /\p{Lu}/u.test(name) && !seen.has(name)) seen.set(name, TYPES[kind]);
    }
    return [...seen].flatMap(([name, type]) =>
      placesOf(text, name).map((start): Finding => ({ type, start, end: start + name.length })),
    );
  };

function placesOf(text: string, name: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) places.push(at);
  }
  return places;
}
