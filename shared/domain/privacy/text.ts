import { byPattern, type Detector } from './finding.ts';

export const findEmails: Detector = byPattern(
  'EMAIL',
  /[\p{L}\p{N}._%+'-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}/gu,
);

/** Links, and bare domains of the endings that people use: either can say who somebody is. */
const LINK = byPattern('URL', /\b(?:https?|ftp):\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/gi);
const BARE_DOMAIN = byPattern(
  'URL',
  /(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|org|net|edu|gov|mil|int|info|biz|io|co|uk|de|fr|it|es|nl|be|ch|at|se|no|dk|fi|pl|pt|us|ca|au|nz|jp|cn|in|br|ru|eu|name|pro|mobi|gs|example)(?:\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])?(?![\w@])/gi,
);
export const findUrls: Detector = (text) => [...LINK(text), ...BARE_DOMAIN(text)];

const STREET =
  'Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Parkway|Pkwy|Circle|Cir|Trail|Highway|Hwy|Alley|Row|Crescent|Close|Gardens|Mews|Quay|Walk|Hill|Loop|Plaza|Route';
/** A number and a street, as English writes it. */
const NUMBER_FIRST = byPattern(
  'ADDRESS',
  new RegExp(
    `(?<![\\w.,-])\\d{1,6}[A-Z]?(?: [NSEW]\\.?)?(?: (?:\\p{Lu}[\\p{L}'.-]*|\\d{1,3}(?:st|nd|rd|th)|of|the|de|la)){1,5}?,? (?:${STREET})\\b\\.?(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|#)\\.? ?[\\w-]+)?`,
    'gu',
  ),
);
/** A street and a number, as most of Europe writes it. */
const NUMBER_LAST = byPattern(
  'ADDRESS',
  /(?<!\p{L})\p{Lu}[\p{L}'-]*(?:straße|strasse|str\.|gasse|weg|platz|allee|gatan|vägen|vej|gade|laan|straat|utca|katu|tie) \d{1,4} ?[a-zA-Z]?\b|(?<!\p{L})(?:Via|Rue|Calle|Avenida|Rua|Piazza|Viale|Corso|ul\.|Strada|Impasse|Chemin|Quai)(?: (?:de|del|della|di|la|le|du|des|dos|da)){0,2}(?: \p{Lu}[\p{L}'.-]*){1,4},? \d{1,4}\b/gu,
);
const PO_BOX = byPattern('ADDRESS', /\bP\.? ?O\.? ?Box \d{1,6}\b/gi);
/** Post codes that are written so that nothing else looks like them: UK, Canada, and US with the state before it. */
const UK_CODE = byPattern('ADDRESS', /(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])/g);
const CANADA_CODE = byPattern('ADDRESS', /(?<![A-Z0-9])[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?![A-Z0-9])/g);
const STATE_ZIP = byPattern('ADDRESS', /(?<=, ?|\n)[A-Z]{2},? \d{5}(?:-\d{4})?(?!\d)/g);

/** Parts of an address that stand alone on a line, or behind a word that says what they are. */
const PARTS = byPattern('ADDRESS', /\b(?:Apt|Apartment|Suite|Ste|Unit)\.? ?#?\d+[A-Z]?\b/gi);
const CALLED_CODE = byPattern(
  'ADDRESS',
  /(?<=\b(?:zip|zip code|postcode|post code|postal code|plz)[ :]{1,2})(?=[\w -]*\d)[A-Z0-9]{2,6}(?:[ -][A-Z0-9]{2,4})?(?!\w)/gi,
);
/** A code at the end of a line behind a name, or before one at its beginning. */
const LINE_CODE = byPattern(
  'ADDRESS',
  /(?<=\p{L}\)? )\d{4,6}(?:-\d{3,4})?(?=\s*(?:\n|$|\?\?\?))|(?<=(?:^|\n) ?)\d{4,6}(?= \p{Lu}\p{L}+)/gu,
);
/** A number of a house before or behind a capitalised word: what most of the world's streets look like. */
const HOUSE = byPattern(
  'ADDRESS',
  /(?<![\p{L}\p{N}.,$€£-])(?:\d{1,5} )?\p{Lu}[\p{L}'’.-]{2,}(?: [\p{L}'’.-]{2,}){0,3} \d{1,4}[A-Za-z]?(?=\s*(?:\n|$|\?\?\?|,| Apt| Suite| St\b| in\b))/gu,
);

export const findAddresses: Detector = (text) =>
  [
    NUMBER_FIRST,
    NUMBER_LAST,
    PO_BOX,
    PARTS,
    HOUSE,
    UK_CODE,
    CANADA_CODE,
    STATE_ZIP,
    CALLED_CODE,
    LINE_CODE,
  ].flatMap((detector) => detector(text));

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
/** Full dates only: a year or a weekday says nothing about anybody. */
const DATES = [
  byPattern(
    'DATE',
    /(?<![\d/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?![\d/-]|\.\d)/g,
  ),
  byPattern(
    'DATE',
    new RegExp(
      `\\b(?:${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}\\.?,? \\d{4})\\b`,
      'g',
    ),
  ),
];
export const findDates: Detector = (text) => DATES.flatMap((detector) => detector(text));

const TITLED =
  'Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Herr|Frau|Señor|Señora|Sr|Sra|Monsieur|Mme|Rev|Capt|Judge';
const NAME =
  "\\p{Lu}[\\p{L}'’-]+(?: (?:\\p{Lu}\\.?(?!\\p{L})|(?:van|von|de|del|della|di|da|der|den|la|le|bin|al|el)(?: (?:der|den|la))?))*(?: \\p{Lu}[\\p{L}'’-]+){0,2}";
/** What a title, a greeting, a signature or the person says is a name. */
const CALLED = [
  byPattern('PERSON', new RegExp(`(?<=\\b(?:${TITLED})\\.? )${NAME}`, 'gu')),
  byPattern(
    'PERSON',
    new RegExp(
      `(?<=\\b(?:[Mm]y name is|[Mm]y name's|I am|I'm|[Tt]his is|[Nn]ame:|[Ss]igned,?|[Dd]ear|[Hh]i|[Hh]ello|[Rr]egards,|[Ss]incerely,|[Cc]heers,|[Tt]hanks,|[Bb]est,)\\s{1,2})(?!Team|All|There|Everyone|Sir|Madam|Dr|Mr|Mrs|Ms|Prof)${NAME}`,
      'gu',
    ),
  ),
];
export const findCalledNames: Detector = (text) => CALLED.flatMap((detector) => detector(text));
