import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toString as textOf } from 'mdast-util-to-string';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Block } from './blocks.ts';
import { readHtml } from './read-html.ts';

type Node = ReturnType<typeof fromMarkdown>['children'][number];
type Inner = Parameters<typeof textOf>[0];

/** Headings, paragraphs, lists, tables and code of a Markdown text (CommonMark with the tables of GitHub). */
export function readMarkdown(markdown: string): Block[] {
  const tree = fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return tree.children.flatMap(blocksOf);
}

function blocksOf(node: Node): Block[] {
  const line = node.position?.start.line;
  const at = line === undefined ? {} : { line };
  switch (node.type) {
    case 'heading':
      return textOf(node).trim() === '' ? [] : [{ level: node.depth, text: textOf(node).trim(), ...at }];
    case 'definition':
    case 'thematicBreak':
      return [];
    case 'html':
      return readHtml(node.value).map((block) => ({ ...block, ...at }));
    case 'blockquote':
      return node.children.flatMap(blocksOf);
    case 'list':
      return [{ text: node.children.map((item) => `- ${lineOf(item)}`).join('\n'), ...at }];
    case 'table':
      return [{ text: node.children.map((row) => row.children.map(lineOf).join(' | ')).join('\n'), ...at }];
    default: {
      const text = textOf(node).trim();
      return text === '' ? [] : [{ text, ...at }];
    }
  }
}

/** Items and cells hold paragraphs, whose texts would otherwise run into each other. */
function lineOf(node: Inner): string {
  const children =
    typeof node === 'object' && node !== null && 'children' in node ? node.children : undefined;
  const isOfBlocks =
    Array.isArray(children) && children.some((child) => ['paragraph', 'list'].includes(child.type));
  const text = isOfBlocks ? children.map(lineOf).join(' ') : textOf(node);
  return text.replace(/\s+/g, ' ').trim();
}
