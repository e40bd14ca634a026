import type { MessageTemplate } from '../../content/domain/template.ts';

/** The layout adds one: the way to leave the list. */
const LINKS_OF_LAYOUT = 1;
const LINK = /\{\{-?\s*(?:website|bookingUrl)\s*-?\}\}/g;

/** What spam filters count against a template that is otherwise fine: notes for whoever approves, no refusals. */
export function lintNotes({
  subject,
  paragraphs,
}: Pick<MessageTemplate, 'subject' | 'paragraphs'>): string[] {
  const links =
    LINKS_OF_LAYOUT + paragraphs.reduce((sum, { text }) => sum + (text.match(LINK)?.length ?? 0), 0);
  return [
    ...(/[?？]\s*$/u.test(subject)
      ? ['the subject ends in a question mark, which filters count against a mail']
      : []),
    ...(links > 1 && links % 2 === 1
      ? [`${links} links are an odd number, which filters count against a mail`]
      : []),
  ];
}
