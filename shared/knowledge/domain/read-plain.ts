import type { Block } from './blocks.ts';

/** Paragraphs of a plain text, parted by empty lines. */
export function readPlain(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let first = 1;
  const close = () => {
    if (lines.length > 0) blocks.push({ text: lines.join('\n'), line: first });
    lines = [];
  };
  for (const [n, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '') close();
    else {
      if (lines.length === 0) first = n + 1;
      lines.push(line.trimEnd());
    }
  }
  close();
  return blocks;
}
