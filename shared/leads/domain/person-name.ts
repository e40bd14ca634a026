import { parseFullName } from 'parse-full-name';

export interface PersonNames {
  readonly firstName?: string;
  readonly lastName?: string;
}

/** Titles, ranks and degrees before a name, as letters without signs; `med` and the like follow one. */
const BEFORE = new Set(
  `mr mrs ms miss mx sir dame lord lady dr doc doctor prof professor rev reverend fr father pastor rabbi imam hon judge
capt captain col colonel maj major lt lieutenant gen general sgt sergeant adm admiral cpl eng
herr herrn frau fraulein fraeulein firma hr fru univ univprof habil med dent vet rer nat oec phil jur ing
dipl diplom dipling diplkfm dipkfm diplvw mag magister bsc msc dripl drmed drphil drrer drjur profdr
m mme madame monsieur mlle mademoiselle me maitre dottor dott dottssa ssa sig signor signora signore avv arch geom rag
sr sra srta senor senora senorita don dona lic dra prof profa dhr mevr mevrouw meneer heer drs ir mw
pan pani panna inz mgr hab doc judr mudr phdr rndr paeddr mvdr bc panna gospodin gospoda гн гжа господин госпожа`.split(
    /\s+/,
  ),
);
/** Degrees and suffixes after a name, beside those that the library knows. */
const BEHIND = new Set(
  `phd md mba msc bsc ba ma bs ms meng beng llm llb jd esq cpa cfa cma pmp cissp rn dds dmd dvm dphil edd psyd mpa mph mfa
mpp pe rpa frcs mrcp facs frics mrics aca acca fca fcca ra aia leed csm cscp shrm phr sphr jr sr ii iii iv v jnr snr cbe obe
mbe kbe qc kc sc csc drsc mag ing dipl bakk bed med mgr bc csc dis ll m pharmd dnp np bsn msn ret usn usaf usmc`.split(
    /\s+/,
  ),
);
/** Signs of two people, a company or a department, whom nobody can greet by name. */
const NOT_ONE_PERSON =
  /(?:^|\s)(?:and|und|et|y|e|en|och|og|i|&|\+)(?=\s)|(?:^|\s)(?:inc|llc|ltd|gmbh|ag|kg|ug|sarl|sas|srl|spa|bv|nv|ab|oy|aps|plc|corp|team|sales|support|office|info|department|abteilung|vertrieb|buchhaltung|einkauf|family|familie|famille|familia|company|group)\.?(?=\s|$)|[@\d/\\<>=]/iu;
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** Particles that belong to the family name after them. */
const PARTICLES = new Set(
  `van von vom zu zum zur der den dem de del della dello di da das do dos du des la le les los las el al bin ibn ben bint
ten ter te op 't af av y e santa san st saint mac mc abu`.split(/\s+/),
);
const BESIDE_A_NAME = /\s+[-–—|•·]+\s+/u;
/** With more names than this and no particle, it is unclear which are first names. */
const MOST_FIRST_NAMES = 2;
/** A longer text is no name. */
const MOST_WORDS = 10;

/**
 * First and last name from a cell with a whole name: `Dr. Maria van der Berg, PhD`, `BERG, Maria`, `John Smith Jr.`. When it
 * is not certain which word is the first name, there is none and the rest is the last name, so that a message begins with
 * "Hello,".
 */
export function splitFullName(full: string): PersonNames {
  if (full.split(' ').length > MOST_WORDS) return unsure(full);
  const text = full
    .replace(/\([^)]*\)|"[^"]*"|“[^”]*”/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const [person = '', ...besides] = text.split(BESIDE_A_NAME);
  // `Jane Doe - CEO`: text beside a whole name is no name.
  if (besides.length > 0) return person.includes(' ') ? splitFullName(person) : unsure(full);
  const segments = text.split(/\s*[,;]\s*/).filter((part) => part !== '');
  const [head = '', ...tail] = segments.map(withoutTitles);
  const given = tail.filter((part) => part !== '');
  if (NOT_ONE_PERSON.test(text)) return { lastName: full };
  if (given.length > 1) return unsure(head === '' ? full : [head, ...given].join(', '));
  if (given[0] !== undefined) {
    // `Jane Doe, CEO`: only after a family name alone does the first name follow.
    const families = head.split(' ').filter((word) => !PARTICLES.has(word.toLowerCase()));
    return families.length === 1 ? withNames(given[0], head) : unsure(head === '' ? given[0] : full);
  }
  return head === '' ? {} : splitWords(head, head !== text);
}

function splitWords(name: string, hadTitle: boolean): PersonNames {
  const words = name.split(' ');
  if (words.length === 1 || SPACELESS.test(name)) return unsure(name);
  // Nobody is greeted by an initial: `J. Smith`, `J.R.R. Tolkien`, `F. Scott Fitzgerald`.
  if (isInitial(words[0] ?? '')) return splitWords(words.slice(1).join(' '), hadTitle);
  const capitals = words.filter(isInCapitals);
  if (capitals.length > 0 && capitals.length < words.length) {
    // `MÜLLER Anna`, `Jean DUPONT`: the family name is in capitals.
    // `LI Wei` and `AJ Brown` are ambiguous.
    if ((words[0] ?? '').length <= 2 && capitals.length === 1 && isInCapitals(words[0] ?? ''))
      return unsure(name);
    const family = words.filter((word) => isInCapitals(word) || PARTICLES.has(word.toLowerCase()));
    return withNames(words.filter((word) => !family.includes(word)).join(' '), family.join(' '));
  }
  if (PARTICLES.has(keyOf(words[0] ?? ''))) return hadTitle ? { lastName: name } : unsure(name);
  const { first = '', middle = '', last = '' } = parseFullName(name, 'all', 0, 0, 1);
  const middles = middle.split(' ').filter((word) => word !== '' && !isInitial(word));
  if (first === '' || last === '') return unsure(name);
  if (middles.length >= MOST_FIRST_NAMES) return withNames(first, [...middles, last].join(' '));
  return withNames([first, ...middles].join(' '), last);
}

/** Takes titles off the front and degrees off the end; a segment of nothing else becomes blank. */
function withoutTitles(segment: string): string {
  const words = segment.split(' ').filter((word) => word !== '');
  while (words.length > 0 && isTitle(words[0] ?? '', words.length)) words.shift();
  while (words.length > 0 && isDegree(words.at(-1) ?? '', words.length)) words.pop();
  return words.join(' ');
}

/** `M` alone or as the last word is an initial; before a name `M.` is Monsieur. */
const isTitle = (word: string, left: number): boolean =>
  titlesIn(word).every((part) => BEFORE.has(part)) && (left > 1 || word.length > 2);

/** `Ma`, `Ra` and `Med` are names, `MA` and `Ph.D.` are not. */
function isDegree(word: string, left: number): boolean {
  const written = word.replace(/[^\p{L}]/gu, '');
  const isWritten =
    word.includes('.') ||
    written === written.toUpperCase() ||
    /^(?:PhD|MSc|BSc|Jr|Sr|Esq|Jnr|Snr|PharmD|PsyD|EdD|DPhil|MEng|BEng)$/.test(written);
  return BEHIND.has(keyOf(word)) && isWritten && (left > 1 || word.length > 1);
}

/** `Dipl.-Ing.` and `Prof.Dr.` are two titles each. */
const titlesIn = (word: string): string[] =>
  word
    .split(/[.\-/]+/)
    .filter((part) => part !== '')
    .map(keyOf);

const withNames = (firstName: string, lastName: string): PersonNames => ({
  ...(firstName === '' ? {} : { firstName }),
  ...(lastName === '' ? {} : { lastName }),
});

const unsure = (lastName: string): PersonNames => ({ lastName });

const isInitial = (word: string): boolean => /^(?:\p{L}|(?:\p{Lu}\.-?){1,4})$/u.test(word);
const isInCapitals = (word: string): boolean => {
  const letters = word.replace(/[^\p{L}]/gu, '');
  return letters.length > 1 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
};

const keyOf = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
