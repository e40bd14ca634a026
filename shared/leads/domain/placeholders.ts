/** Placeholders of exports and forms for unknown values; compared in lower case and without brackets. */
const PLACEHOLDERS = new Set([
  'select',
  'please select',
  'unknown',
  'n/a',
  'n.a.',
  'n. a.',
  'na',
  'none',
  'null',
  'nil',
  'nan',
  'undefined',
  '-',
  '--',
  '---',
  '–',
  '—',
  '.',
  '..',
  '...',
  '?',
  '??',
  '_',
  '/',
  'not provided',
  'not available',
  'not applicable',
  'not specified',
  'not given',
  'not set',
  'not known',
  'not disclosed',
  'no data',
  'no name',
  'no first name',
  'no last name',
  'no company',
  'unspecified',
  'unnamed',
  'blank',
  'empty',
  'missing',
  'tbd',
  'tba',
  'tbc',
  'none given',
  'n/v',
  's/n',
  '#n/a',
  '#na',
  '#ref!',
  '#value!',
  '#name?',
  '#null!',
  'unbekannt',
  'keine angabe',
  'k. a.',
  'k.a.',
  'k. a',
  'nicht angegeben',
  'inconnu',
  'inconnue',
  'non renseigné',
  'non communiqué',
  'desconocido',
  'desconocida',
  'sin nombre',
  'no especificado',
  'sconosciuto',
  'sconosciuta',
  'non specificato',
  'desconhecido',
  'não informado',
  'onbekend',
  'nieznany',
  'brak',
  'неизвестно',
  '不明',
  ...['nicht bekannt', 'no aplica', 'no disponible', 'non disponible', 'non disponibile', 'não disponível'],
  ...['ukendt', 'ikke oplyst', 'okänd', 'ej angiven', 'tuntematon', 'neznámý', 'neuvedeno', 'nie podano'],
  ...['не указано', 'не вказано', 'bilinmiyor', 'belirtilmemiş', 'ismeretlen', 'necunoscut', 'άγνωστο'],
  ...['未入力', '未設定', '暂无', '未填写'],
  '未知',
]);
/** Words that are also names (Na, Nan, Brak): placeholders only in the spelling of machines. */
const MAY_BE_A_NAME: Readonly<Record<string, ReadonlySet<string>>> = {
  na: new Set(['NA', 'na']),
  nan: new Set(['NaN', 'nan', 'NAN']),
  nil: new Set(['nil', 'NIL']),
  brak: new Set(['brak', 'BRAK']),
};
/** Texts that people type to skip a required field of a form. */
const FILLERS = new Set([
  'test',
  'tester',
  'testing',
  'test test',
  'asdf',
  'qwerty',
  'xxx',
  'xx',
  'x',
  'abc',
  'aaa',
  'anonymous',
  'anonym',
  'anonyme',
  'first name',
  'last name',
  'firstname',
  'lastname',
  'full name',
  'name',
  'vorname',
  'nachname',
  'customer',
  'guest',
  'user',
  'friend',
  'subscriber',
  'valued customer',
  'no-name',
  'noname',
  'lnu',
  'fnu',
  'nn',
  'n.n.',
  'anon',
  ...['нет', 'なし', '無', '无', '없음'],
]);

/** Merge fields that a mailing did not fill in: `{{first_name}}`, `*|FNAME|*`, `%FIRSTNAME%`, `${firstName}`. */
const MERGE_TAG = /^(?:\$?\{.*\}|\*\|.*\|\*|%[^%]+%+|\[\[.*\]\]|<%.*%>)$/u;

/** Whether a cell is a placeholder for an unknown value: `N/A`, `[not provided]`, `null`. */
export const isPlaceholder = (raw: string): boolean => PLACEHOLDERS.has(bare(raw).toLowerCase());

/** Whether a cell names nobody: a placeholder, or a text to skip a required field. */
export function isNoName(raw: string): boolean {
  const text = bare(raw);
  const word = text.toLowerCase();
  const written = MAY_BE_A_NAME[word];
  if (written) return written.has(text);
  const isNone = (each: string): boolean => PLACEHOLDERS.has(each) || FILLERS.has(each);
  return isNone(word) || word.split(' ').every(isNone) || MERGE_TAG.test(raw.trim()) || !/\p{L}/u.test(text);
}

/** The text without brackets or quotes around it: `[not provided]`, `<null>`, `(blank)`. */
const bare = (raw: string): string =>
  raw
    .trim()
    .replace(/^[[({<"'*]+\s*|\s*[\])}>"'*]+$/g, '')
    .replace(/\s+/g, ' ');
