import type { Element } from 'domhandler';
import { getElementsByTagName } from 'domutils';
import type { Finding } from '../../contract/assessment.ts';
import { attribute, type Html, outward, tagOf, textOf } from '../html.ts';
import { findings, type Judge } from '../part.ts';
import { passageOf } from '../reading.ts';

interface Rule {
  readonly rule: string;
  readonly criterion: string;
  readonly costs: number;
  readonly broken: (html: Html) => readonly Element[];
  readonly says: string;
  readonly instead: string;
}

const HEADING = /^h[1-6]$/;
const isLink = ({ name, attribs }: Element): boolean => name === 'a' && attribs['href'] !== undefined;
const where =
  (breaks: (element: Element) => boolean) =>
  ({ elements }: Html): Element[] =>
    elements.filter(breaks);
/** What stands for an element where its words are not seen. */
const nameOf = (element: Element): string =>
  attribute(element, 'aria-label') ||
  textOf(element) ||
  getElementsByTagName('img', element)
    .map((image) => attribute(image, 'alt') ?? '')
    .join('');
const VAGUE_LINK = /^(?:click(?: here)?|here|more|read more|learn more|this|link|see more|details)[.!>… ]*$/i;
const FIELD = /^(?:input|select|textarea)$/;
const NO_FIELD = /^(?:hidden|submit|button|reset|image)$/;
const FILE_NAME = /\.(?:png|jpe?g|gif|webp|svg|avif)$/i;

/** WCAG 2.1, as far as the HTML alone shows it. */
const RULES: readonly Rule[] = [
  {
    rule: 'alt-missing',
    criterion: '1.1.1',
    costs: 4,
    broken: where((element) => element.name === 'img' && attribute(element, 'alt') === undefined),
    says: 'A picture has no alt text.',
    instead: 'Describe it, or set alt="" where it only decorates.',
  },
  {
    rule: 'alt-file-name',
    criterion: '1.1.1',
    costs: 2,
    broken: where((element) => element.name === 'img' && FILE_NAME.test(attribute(element, 'alt') ?? '')),
    says: 'The alt text of a picture is the name of a file.',
    instead: 'Say what the picture shows.',
  },
  {
    rule: 'heading-skipped',
    criterion: '1.3.1',
    costs: 2,
    broken({ elements }) {
      const headings = elements.filter(({ name }) => HEADING.test(name));
      return headings.filter((heading, n) => {
        const before = headings[n - 1];
        return before !== undefined && Number(heading.name[1]) > Number(before.name[1]) + 1;
      });
    },
    says: 'A heading skips a level.',
    instead: 'Go down one level at a time.',
  },
  {
    rule: 'heading-empty',
    criterion: '2.4.6',
    costs: 2,
    broken: where((element) => HEADING.test(element.name) && nameOf(element) === ''),
    says: 'A heading has no words.',
    instead: 'Say what follows, or take it out.',
  },
  {
    rule: 'link-empty',
    criterion: '2.4.4',
    costs: 4,
    broken: where((element) => isLink(element) && nameOf(element) === ''),
    says: 'A link has no words.',
    instead: 'Say where it leads.',
  },
  {
    rule: 'link-vague',
    criterion: '2.4.4',
    costs: 2,
    broken: where((element) => isLink(element) && VAGUE_LINK.test(nameOf(element))),
    says: 'The words of a link do not say where it leads.',
    instead: 'Name the page it leads to.',
  },
  {
    rule: 'language-missing',
    criterion: '3.1.1',
    costs: 3,
    broken: where((element) => element.name === 'html' && !attribute(element, 'lang')),
    says: 'The page does not say its language.',
    instead: 'Set lang on the html element.',
  },
  {
    rule: 'table-headers',
    criterion: '1.3.1',
    costs: 3,
    broken: where(
      (element) =>
        element.name === 'table' &&
        !/^(?:presentation|none)$/.test(attribute(element, 'role') ?? '') &&
        getElementsByTagName('th', element).length === 0,
    ),
    says: 'A table has no header cells.',
    instead: 'Use th for them, or role="presentation" where the table only arranges.',
  },
  {
    rule: 'field-unlabelled',
    criterion: '3.3.2',
    costs: 3,
    broken({ elements }) {
      const labelled = new Set(
        elements.flatMap((each) => (each.name === 'label' ? (attribute(each, 'for') ?? []) : [])),
      );
      return elements.filter(
        (element) =>
          FIELD.test(element.name) &&
          !NO_FIELD.test(attribute(element, 'type') ?? '') &&
          !['aria-label', 'aria-labelledby', 'title'].some((name) => attribute(element, name)) &&
          !labelled.has(attribute(element, 'id') ?? '') &&
          ![...outward(element)].some(({ name }) => name === 'label'),
      );
    },
    says: 'A field has no label.',
    instead: 'Put a label beside it.',
  },
  {
    rule: 'plays-by-itself',
    criterion: '1.4.2',
    costs: 3,
    broken: where(
      (element) =>
        /^(?:video|audio)$/.test(element.name) &&
        attribute(element, 'autoplay') !== undefined &&
        attribute(element, 'muted') === undefined,
    ),
    says: 'Sound plays by itself.',
    instead: 'Let the reader begin it.',
  },
];

export const accessibility: Judge = {
  part: 'accessibility',
  most: 20,
  says: 'WCAG 2.1, levels A and AA, as far as the HTML alone shows it.',
  notJudged: ({ html }) => (html ? undefined : 'It has no HTML.'),
  findings: ({ html }) => (html ? RULES.flatMap((rule) => brokenIn(html, rule)) : []),
};

function brokenIn(html: Html, { rule, criterion, costs, broken, says, instead }: Rule): Finding[] {
  const field = { in: 'html', text: html.source } as const;
  const passages = broken(html).map((element) => passageOf(field, tagOf(html, element)));
  return findings(rule, costs, passages, () => `${says} (WCAG ${criterion})`, instead);
}
