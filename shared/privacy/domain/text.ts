import { byPattern, type Detector } from './finding.ts';

export const findEmails: Detector = byPattern(
  'EMAIL',
  /[\p{L}\p{N}._%+'-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}/gu,
);

/** Links, and bare domains with common endings: either can identify a person. */
const LINK = byPattern('URL', /\b(?:https?|ftp):\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/gi);
const BARE_DOMAIN = byPattern(
  'URL',
  /(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|org|net|edu|gov|mil|int|info|biz|io|co|uk|de|fr|it|es|nl|be|ch|at|se|no|dk|fi|pl|pt|us|ca|au|nz|jp|cn|in|br|ru|eu|name|pro|mobi|gs|example)(?:\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])?(?![\w@])/gi,
);
export const findUrls: Detector = (text) => [...LINK(text), ...BARE_DOMAIN(text)];

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
/** Full dates only: a year or a weekday identifies nobody. */
const DATES = [
  byPattern(
    'DATE',
    /(?<![\d/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?![\d/-]|\.\d)/g,
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
/** Names that a title, a greeting, a signature or the person announces. */
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
