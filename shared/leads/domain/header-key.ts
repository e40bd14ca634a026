/** Letters and digits only, in lower case and without accents: `E-Mail_Adresse ` is `emailadresse`. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
