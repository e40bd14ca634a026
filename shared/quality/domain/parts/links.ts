import type { Finding } from '../../contract/assessment.ts';
import { attribute, type Html, tagOf } from '../html.ts';
import { finding, type Judge } from '../part.ts';
import { type Field, passageOf, type Reading } from '../reading.ts';

/** With slips of the pen, such as htp. */
const IN_TEXT = /(?<![\p{L}\p{N}])ht?tps?:[^\s<>"')\]]+/giu;
const SCHEMES = new Set(['https:', 'http:', 'mailto:', 'tel:', 'sms:']);
/** Names that nobody outside reaches (RFC 6761, RFC 1918). */
const UNREACHABLE =
  /^(?:localhost|.*\.(?:local|internal|test|invalid)|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+)$/i;

export const links: Judge = {
  part: 'links',
  most: 10,
  says: 'Whether links can lead anywhere, by their form (RFC 3986); they are not followed.',
  notJudged: (reading) => (linksOf(reading).length === 0 ? 'It has no links.' : undefined),
  findings: (reading) =>
    linksOf(reading).flatMap(({ address, field, start, end }): Finding[] => {
      const broken = isWithin(address, reading) ? undefined : brokenOf(address);
      if (!broken) return [];
      const { rule, costs, says, instead } = broken;
      return [finding(rule, costs, says, { instead, passage: passageOf(field, { start, end }) })];
    }),
};

/** A page may link to others of its site; a mail has no site. */
const isWithin = (address: string, { content: { type } }: Reading): boolean =>
  type !== 'messaging' && /^\.{0,2}\/(?!\/)/.test(address);

interface Link {
  readonly address: string;
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

/** Those of the HTML, and those that only the text has. */
function linksOf({ html, bodies }: Reading): Link[] {
  const ofHtml = html ? linksOfHtml(html) : [];
  const known = new Set(ofHtml.map(({ address }) => address));
  const ofTexts = bodies.filter((body) => body.in !== 'html').flatMap(linksOfText);
  return [...ofHtml, ...ofTexts.filter(({ address }) => !known.has(address))];
}

const linksOfText = (field: Field): Link[] =>
  [...field.text.matchAll(IN_TEXT)].map((match) => {
    const address = withoutEnd(match[0]);
    return { address, field, start: match.index, end: match.index + address.length };
  });

/** Without the marks that end its sentence. A pattern would try each run of marks anew from every mark of it. */
function withoutEnd(address: string): string {
  let end = address.length;
  while (end > 0 && '.,;:!?'.includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

const linksOfHtml = (html: Html): Link[] =>
  html.elements.flatMap((element) => {
    const address = element.name === 'a' ? attribute(element, 'href') : undefined;
    const field = { in: 'html', text: html.source } as const;
    return address === undefined ? [] : [{ address, field, ...tagOf(html, element) }];
  });

function brokenOf(
  address: string,
):
  | { readonly rule: string; readonly costs: number; readonly says: string; readonly instead: string }
  | undefined {
  const of = address.replaceAll('&amp;', '&');
  if (of === '' || of === '#')
    return {
      rule: 'empty-link',
      costs: 3,
      says: 'A link leads nowhere.',
      instead: 'Say where it leads, or take it out.',
    };
  if (of.startsWith('#') || of.startsWith('{{')) return undefined;
  const url = URL.canParse(of) ? new URL(of) : undefined;
  if (!url || !SCHEMES.has(url.protocol) || /\s|\{\{|%7B%7B/i.test(of))
    return {
      rule: 'broken-link',
      costs: 5,
      says: `"${of.slice(0, 100)}" is no address that a reader can open.`,
      instead: 'Give the whole address, such as https://www.acme.example/news.',
    };
  if (UNREACHABLE.test(url.hostname))
    return {
      rule: 'private-link',
      costs: 5,
      says: `Nobody outside reaches "${url.hostname}".`,
      instead: 'Link to the public address.',
    };
  return url.protocol === 'http:'
    ? {
        rule: 'plain-link',
        costs: 1,
        says: `"${of.slice(0, 100)}" is not encrypted.`,
        instead: 'Use https.',
      }
    : undefined;
}
