import type { WordKind } from './names.ts';

/** A text that is a part of a postal address by its form alone. */
export interface Anchor {
  readonly start: number;
  readonly end: number;
}

type KindOf = (word: string) => WordKind;

const WORD = "\\p{L}[\\p{L}\\p{M}'’.-]*";
const NUMBER = '\\d{1,6}[a-z]?(?:[-/]\\d{1,4}[a-z]?)?';
/** A house number after the street: `5`, `5a`, `19-21`, `10/12`. */
const HOUSE =
  '(?:n[º°o.]?[.:]? ?|nr[.:]? ?)?\\d{1,5}(?: ?[a-z](?![\\p{L}.]))?(?: ?[-/+] ?\\d{1,4}(?: ?[a-z](?![\\p{L}.]))?)?';
const EDGE = '(?![\\p{L}\\p{M}\\p{N}])';
const START = '(?<![\\p{L}\\p{M}\\p{N}.,$€£#/-])';

/** Words for streets: those with hardly another meaning, and those that mean a street only with a capital. */
const CLEAR_STREET =
  'street|avenue|ave|road|rd|boulevard|blvd|lane|terrace|parkway|pkwy|highway|hwy|crescent|mews|turnpike|crossroad|esplanade|expressway|freeway';
const CAPITAL_STREET =
  'St|Av|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Squares|Sq|Way|Circle|Cir|Trail|Alley|Row|Close|Gardens|Quay|Walk|Hill|Loop|Plaza|Route|Rte|Parade|Grove|Rise|View|Green|Park|Point|Ridge|Run|Path|Pass|Wharf|Bend|Cove|Coves|Junction|Meadow|Meadows|Heights|Manor|Rapids|Union|Station|Island|Islands|Estates|Landing|Crossing|Streets';
const PREFIX =
  'via|viale|piazza|piazzale|corso|largo|vicolo|rue|avenue|av\\.|boulevard|bd|chemin|impasse|quai|place|allée|calle|c/|avenida|avda\\.?|plaza|paseo|camino|carrera|rua|travessa|praça|estrada|alameda|ul\\.|ulica|al\\.|os\\.|pl\\.|aleja|strada|str\\.|bulevardul|bd\\.|ulitsa|λεωφόρος|πλατεία|οδός|улица|ул\\.|проспект|пр\\.|вулиця|вул\\.|jalan|jl\\.';
const SUFFIX =
  'straße|strasse|str\\.|gasse|weg|platz|allee|damm|ufer|gatan|gata|vägen|vägen|väg|vej|vejen|gade|gaden|laan|straat|plein|gracht|kade|dijk|utca|katu|tie|kuja|polku|veien|vegen|veg|gate|stræti|stræde|strete|vollen|tanä|puiestee|gatvė';
const STREET_AFTER =
  'utca|gate|út|útja|u\\.|tér|tere|körút|köz|sor|straat|weg|vej|gade|wei|sokak|caddesi|cad\\.|sk\\.|ulica|cesta|trg|terrasse|allé|plads|plass|straße|strasse|str\\.|gasse|platz|allee|gatan|gata|väg|tänav|iela|gatvė';
const LINK =
  'de|del|della|dello|dei|di|da|do|dos|das|du|des|la|le|les|l|el|los|las|e|y|et|von|der|van|den|zum|zur|am|an|the|of|st\\.?';

interface Pattern {
  readonly pattern: RegExp;
  /** Whether words that stand in the first group may be the name of a street. */
  readonly names?: 'any' | 'capital' | 'uncommon' | 'uncommon and capital';
}

const PATTERNS: readonly Pattern[] = [
  {
    pattern: new RegExp(
      `${START}${NUMBER},? ((?:${WORD} |\\d{1,3}(?:st|nd|rd|th) ){1,5}?)(?:${CLEAR_STREET})${EDGE}\\.?`,
      'giu',
    ),
    names: 'any',
  },
  {
    pattern: new RegExp(
      `${START}${NUMBER},? ((?:${WORD} |\\d{1,3}(?:st|nd|rd|th) ){1,5}?)(?:${CAPITAL_STREET})${EDGE}\\.?`,
      'gu',
    ),
    names: 'capital',
  },
  // Number, street without a street word, number: one number is the post code, the other the house number.
  {
    pattern: new RegExp(`${START}${NUMBER} ((?:${WORD} ){1,4})\\d{1,4}[a-z]?${EDGE}`, 'giu'),
    names: 'uncommon',
  },
  {
    pattern: new RegExp(`${START}\\d{1,6} \\d{1,5} ((?:${WORD} ?){1,3})${EDGE}`, 'gu'),
    names: 'uncommon and capital',
  },
  {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])((?:${WORD} ){1,3})\\d{1,4}[a-z]?${EDGE}(?![.,]\\d|%)`, 'giu'),
    names: 'uncommon and capital',
  },
  {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])\\p{L}[\\p{L}\\p{M}'’-]+(?:${SUFFIX}),? ${HOUSE}${EDGE}`, 'giu'),
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])((?:${WORD} ){1,3})(?:${STREET_AFTER}),? ${HOUSE}${EDGE}\\.?`,
      'giu',
    ),
    names: 'uncommon',
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${PREFIX}) ?(?:(?:${LINK})['’ ] ?){0,3}((?:${WORD} ?){1,5}),? ?${HOUSE}${EDGE}`,
      'giu',
    ),
    names: 'any',
  },
  {
    pattern: new RegExp(
      `${START}\\d{1,5}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|bd|chemin|place|quai|impasse|allée|cours|route)(?: (?:${LINK})['’ ]?)* ?((?:${WORD} ?){1,4})${EDGE}`,
      'giu',
    ),
    names: 'capital',
  },
  {
    pattern:
      /(?<!\p{L})(?:P\.? ?O\.? ?Box|Postfach|Postbus|Postboks|Postbox|Apartado|Casella postale|BP) \d{1,6}|(?<!\p{L})(?:PSC|Unit|CMR) \d+,? Box \d+|(?<!\p{L})[AFD]PO,? A[AEP] \d{5}(?:-\d{4})?|(?<!\p{L})US(?:S|NS|NV|CGC) \p{L}+(?=,?\s+[AFD]PO)/giu,
  },
  {
    pattern: new RegExp(
      `(?<!\\p{L})(?:the )?corner of ((?:[\\p{Lu}\\d]${WORD.slice(5)}\\.? |\\d+ ){1,5}and )(?:[\\p{Lu}\\d][\\p{L}\\p{M}\\d'’.-]* ?){1,5}`,
      'gu',
    ),
  },
  // Post codes with a unique form: UK, Canada, and the US with the state before it.
  { pattern: /(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])/g },
  { pattern: /(?<![A-Z0-9])[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?![A-Z0-9])/g },
  { pattern: /(?<=, ?|\n)[A-Z]{2},? \d{5}(?:-\d{4})?(?!\d)/g },
  // Parts that are alone on a line, or after a label.
  { pattern: /(?<!\p{L})(?:Apt|Apartment|Suite|Ste|Unit)\.? ?#?\d+[A-Z]?(?![\p{L}\p{N}])/giu },
  {
    pattern:
      /(?<=(?<!\p{L})(?:zip|zip ?code|post ?code|postal code|plz|cap|code postal|código postal)(?: is| ist|:| :)? )(?!ist? )(?=[A-Z]{0,3}[ -]?\d)[A-Z0-9]{2,6}(?:[ -](?:(?=[\dA-Z]*\d)[A-Z0-9]{2,4}|[A-Z]{2}))?(?!\w)/giu,
  },
  {
    pattern:
      /(?<=\p{L}\)? )\d{4,6}(?:-\d{3,4})?(?=\s*(?:\n|$|\?\?\?))|(?<=(?:^|\n) ?)\d{4,6}(?= \p{Lu}\p{L}+)/gu,
  },
  { pattern: /(?<=, )(?:[A-Z]{1,2}-)?\d{4,5}(?= \p{Lu}\p{L}{2,}(?![\p{L}\p{N}]))/gu },
];

/** Words that do not occur in street names that are written without capitals. */
const FUNCTION_WORD =
  /^(?:a|an|and|are|as|at|be|by|can|do|for|from|had|has|have|i|if|in|into|is|it|its|more|my|new|no|not|on|or|our|per|she|he|so|than|that|their|them|then|they|this|to|up|was|we|were|with|you|your|people|days?|weeks?|months?|years?|hours?|minutes?|times?|percent)$/i;

/** All parts of addresses that are recognized by their form; they may overlap. */
export const addressAnchors = (text: string, kindOf: KindOf): Anchor[] =>
  PATTERNS.flatMap(({ pattern, names }) =>
    [...text.matchAll(pattern)].flatMap((match): Anchor[] => {
      const said = (match[1] ?? '').trim();
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      if (names === undefined) return [{ start, end }];
      // Words before the name that are not part of it, as in "meet me at Hersnapvej 18".
      const skipped = /^\d/.test(match[0]) ? 0 : wordsBefore(said, names, kindOf);
      const rest = said.slice(skipped).trim();
      return rest !== '' && allNames(rest, names, kindOf) ? [{ start: start + skipped, end }] : [];
    }),
  );

function wordsBefore(said: string, names: NonNullable<Pattern['names']>, kindOf: KindOf): number {
  let skipped = 0;
  while (skipped < said.length && !allNames(said.slice(skipped), names, kindOf)) {
    const space = said.indexOf(' ', skipped);
    if (space < 0) return said.length;
    skipped = space + 1;
  }
  return skipped;
}

function allNames(said: string, names: NonNullable<Pattern['names']>, kindOf: KindOf): boolean {
  const words = said.split(' ').filter((word) => word !== '' && !LINKS.test(word));
  if (words.length === 0) return names === 'capital' || names === 'any';
  return words.every((word) => {
    const bare = word.replace(/[.'’-]+$/, '');
    const capital = /^[\p{Lu}\d]/u.test(word);
    if (names === 'any') return capital || !FUNCTION_WORD.test(bare);
    if (names === 'capital') return capital;
    const uncommon = bare !== '' && kindOf(bare) !== 'word';
    return names === 'uncommon' ? uncommon && !FUNCTION_WORD.test(bare) : uncommon && capital;
  });
}

const LINKS = new RegExp(`^(?:${LINK})$`, 'iu');
