import { escapeHtml } from '../../content/domain/plain-text.ts';
import { isLine } from '../../kernel/contract/common.ts';

const RE = /^\s*re\s*:/i;
const SUBJECT_LENGTH = 200;

/** The subject of an answer: that of the mail that it answers, which is text from outside. */
export function answerSubject(subject: string): string {
  const line = isLine(subject) ? subject.trim().slice(0, SUBJECT_LENGTH) : '';
  return RE.test(line) ? line : `Re: ${line}`.trim();
}

/** The answer with the words that it answers below it, as people's mail programs write it. */
export function answerBody(
  text: string,
  answered: { readonly receivedAt: string; readonly text: string } | undefined,
  author: string,
): { readonly text: string; readonly html: string } {
  const { receivedAt = '', text: said = '' } = answered ?? {};
  const attribution = `On ${receivedAt.slice(0, 10)}, ${author} wrote:`;
  const quoted = said.split('\n').map((line) => `> ${line}`.trimEnd());
  const html = (words: string): string => escapeHtml(words).replaceAll('\n', '<br>\n');
  return {
    text: said === '' ? text : [text, '', attribution, ...quoted].join('\n'),
    html:
      said === ''
        ? `<p>${html(text)}</p>`
        : `<p>${html(text)}</p>\n<p>${html(attribution)}</p>\n<blockquote>${html(said)}</blockquote>`,
  };
}
