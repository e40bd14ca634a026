import { sha256 } from '../../kernel/hash.ts';

/** Names a text by its words alone: case, punctuation and blanks make no difference. Undefined without words. */
export function textKeyOf(text: string): string | undefined {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return words ? sha256(words.join(' ')) : undefined;
}
