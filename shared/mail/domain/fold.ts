/**
 * Text as it is compared: lower case, accents off, one kind of apostrophe and dash. Letters that are only joined from
 * parts, as in Korean, come out as they went in.
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
