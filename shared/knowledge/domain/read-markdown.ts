import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toString as textOf } from 'mdast-util-to-string';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Block } from './blocks.ts';
import { readHtml } from './read-html.ts';
import { withoutHidden } from './without-hidden.ts';

type Node = ReturnType<typeof fromMarkdown>['children'][number];
type Inner = Parameters<typeof textOf>[0];

/** Characters. The parser takes the square of the length of some texts, so it gets no more at a time. */
const LONGEST_PIECE = 4_000;
/** Marks of nesting at the beginning of a line, or of emphasis, links and cells in a piece: more are nobody's Markdown. */
const TOO_DEEP = /^(?:\s*(?:[>*+-]|\d+[.)])){12,}/m;
const MARKS = /[[\]*_|`<]/g;
const MOST_MARKS = 400;

/**
 * Headings, paragraphs, lists, tables and code of a Markdown text (CommonMark with the tables of GitHub), without comments and
 * hidden elements. It is parsed between empty lines, and what is too long or too dense there is taken as it stands.
 */
export function readMarkdown(markdown: string): Block[] {
  return piecesOf(withoutHidden(markdown)).flatMap(({ text, line }) =>
    isPlain(text) ? [{ text: text.trimEnd(), line }] : parsed(text).map((block) => at(block, line)),
  );
}

const isPlain = (text: string): boolean =>
  text.length > LONGEST_PIECE || TOO_DEEP.test(text) || (text.match(MARKS)?.length ?? 0) > MOST_MARKS;

const at = (block: Block, line: number): Block =>
  block.line === undefined ? block : { ...block, line: block.line + line - 1 };

/** Runs of lines that are not empty; a fence of code is one with its empty lines. */
function piecesOf(text: string): { readonly text: string; readonly line: number }[] {
  const pieces: { text: string; line: number }[] = [];
  let open: string[] = [];
  let first = 1;
  let fence: string | undefined;
  const close = () => {
    if (open.length > 0) pieces.push({ text: open.join('\n'), line: first });
    open = [];
  };
  for (const [n, line] of text.split(/\r\n?|\n/).entries()) {
    const [, mark] = /^ {0,3}(```|~~~)/.exec(line) ?? [];
    if (mark !== undefined) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
    if (line.trim() === '' && fence === undefined) {
      close();
      continue;
    }
    if (open.length === 0) first = n + 1;
    open.push(line);
  }
  close();
  return pieces;
}

function parsed(markdown: string): Block[] {
  const tree = fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return tree.children.flatMap(blocksOf);
}

function blocksOf(node: Node): Block[] {
  const line = node.position?.start.line;
  const place = line === undefined ? {} : { line };
  switch (node.type) {
    case 'heading':
      return lineOf(node) === '' ? [] : [{ level: node.depth, text: lineOf(node), ...place }];
    case 'definition':
    case 'thematicBreak':
      return [];
    case 'html':
      return readHtml(node.value).map((block) => ({ ...block, ...place }));
    case 'blockquote':
      return node.children.flatMap(blocksOf);
    case 'list':
      return [{ text: node.children.map((item) => `- ${lineOf(item)}`).join('\n'), ...place }];
    case 'table':
      return [
        { text: node.children.map((row) => row.children.map(lineOf).join(' | ')).join('\n'), ...place },
      ];
    case 'code':
      return [{ text: node.value, ...place }];
    default:
      return lineOf(node) === '' ? [] : [{ text: lineOf(node), ...place }];
  }
}

/** The words of a node in one line. Tags are none; items and cells hold paragraphs, whose texts would run into each other. */
function lineOf(node: Inner): string {
  if (typeof node !== 'object' || node === null) return '';
  if ('type' in node && node.type === 'html') return '';
  const children =
    'children' in node && Array.isArray(node.children) ? (node.children as Inner[]) : undefined;
  if (children === undefined) return textOf(node).replace(/\s+/g, ' ');
  const isOfBlocks = children.some(
    (child) =>
      typeof child === 'object' &&
      child !== null &&
      'type' in child &&
      ['paragraph', 'list'].includes(String(child.type)),
  );
  return children
    .map(lineOf)
    .join(isOfBlocks ? ' ' : '')
    .replace(/\s+/g, ' ')
    .trim();
}
