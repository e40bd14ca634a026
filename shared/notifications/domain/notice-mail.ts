import { escapeHtml, plainText } from '../../content/domain/plain-text.ts';
import type { Notice } from './notice.ts';

type Lines = readonly (readonly [label: string, text: string])[];

/** Where its reader goes on: `link` shows what would happen, and takes the decision. */
export interface MailContent {
  readonly lines: Lines;
  readonly link?: string | undefined;
  /** Of the console. */
  readonly page: string;
}

const LONGEST_SUBJECT = 150;

export const subjectOf = ({ severity, title, kind }: Notice): string =>
  plainText(`[Rex${kind === 'request' ? '' : ` ${severity}`}] ${title}`).slice(0, LONGEST_SUBJECT);

const WHY =
  'You get this because of your subscription ("rex notifications show"), or because nobody else has looked.';

export function mailText({ message, title }: Notice, { lines, link, page }: MailContent): string {
  return [
    title,
    ...lines.map(([label, text]) => `${label}: ${indented(text)}`),
    message,
    ...(link === undefined ? [] : [`Look at it and decide: ${link}`]),
    `In the console: ${page}`,
    WHY,
  ].join('\n\n');
}

/** Lines of a value never begin where a label does: nobody's words look like another line of Rex. */
const indented = (text: string): string =>
  text.includes('\n') ? `\n${text.replaceAll(/^/gm, '    ')}` : text;

export function mailHtml({ message, title }: Notice, { lines, link, page }: MailContent): string {
  const rows = lines.map(([label, text]) => `<dt><b>${html(label)}</b></dt><dd>${html(text)}</dd>`);
  return `<!doctype html>
<html lang="en"><body>
<p><b>${html(title)}</b></p>
${rows.length > 0 ? `<dl>${rows.join('\n')}</dl>` : ''}
<p>${html(message)}</p>
${link === undefined ? '' : `<p><a href="${html(link)}">Look at it and decide</a></p>`}
<p><a href="${html(page)}">Open it in the console</a></p>
<p><small>${html(WHY)}</small></p>
</body></html>
`;
}

const html = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');
