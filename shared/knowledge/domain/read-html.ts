import { type ChildNode, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import type { Block } from './blocks.ts';

/** No reader reads them, or they stand on every page of a site. */
const LEFT_OUT = new Set(
  'script style noscript template svg head nav footer aside form button select iframe object'.split(' '),
);
/** Elements that end the text before them. */
const BREAKS = new Set(
  'address article blockquote body caption dd div dl dt fieldset figcaption figure header hr html li main ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const HEADING = /^h([1-6])$/;

/**
 * Headings and texts of an HTML page, in their order, without what is hidden or stands around its content. Parses without
 * recursion of its own, so that no nesting is too deep.
 */
export function readHtml(html: string): Block[] {
  const blocks: Block[] = [];
  let text = '';
  let level: number | undefined;
  const close = () => {
    const line = text.replace(/\s+/g, ' ').trim();
    if (line !== '') blocks.push({ ...(level === undefined ? {} : { level }), text: line });
    text = '';
  };
  const steps: (ChildNode | (() => void))[] = [...parseDocument(html).children].reverse();
  for (let next = steps.pop(); next !== undefined; next = steps.pop()) {
    if (typeof next === 'function') next();
    else if (isText(next)) text += next.data;
    else if (isTag(next) && !LEFT_OUT.has(next.name) && !isHidden(next.attribs)) {
      const { name } = next;
      const [, depth] = HEADING.exec(name) ?? [];
      if (name === 'br') text += ' ';
      if (depth !== undefined) {
        close();
        level = Number(depth);
        steps.push(() => {
          close();
          level = undefined;
        });
      } else if (BREAKS.has(name)) {
        close();
        steps.push(close);
      }
      for (let n = next.children.length - 1; n >= 0; n--) {
        const child = next.children[n];
        if (child) steps.push(child);
      }
    }
  }
  close();
  return blocks;
}

const isHidden = ({ hidden, style = '', 'aria-hidden': aria }: Readonly<Record<string, string>>): boolean =>
  hidden !== undefined || aria === 'true' || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
