/**
 * Folds text for comparison: lower case, without accents, one kind of apostrophe and dash. Letters that are composed of
 * parts, as in Korean, stay unchanged.
 */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(/[‐‑]/g, '-')
    .replaceAll('\u00a0', ' ');
