import type {
  DocumentView,
  FoundPassage,
  KnowledgeAnswer,
} from '../../shared/knowledge/contract/knowledge.ts';

export function renderDocument(document: DocumentView): string {
  const { id, title, category, audience, readers, expiresAt, address, state, failure, current } = document;
  const lines = [
    `${id}: ${title}`,
    `Category  ${category}`,
    `For       ${audience === 'customers' ? 'members, and messages to people outside' : 'members'}`,
    `Readers   ${readers.length === 5 ? 'all roles' : `owner, admin, ${readers.join(', ')}`}`,
    ...(address === null ? [] : [`Address   ${address}`]),
    ...(expiresAt === null ? [] : [`Expires   ${expiresAt}`]),
    `State     ${state}${failure === null ? '' : `: ${failure}`}`,
  ];
  if (current === null) return lines.join('\n');
  const { edition, passages, pages, language, missing, readAt } = current;
  lines.push(
    `Edition   ${edition}, read at ${readAt}: ${passages} ${passages === 1 ? 'passage' : 'passages'}` +
      `${pages === null ? '' : ` on ${pages} pages`}, ${language ?? 'language not recognised'}`,
  );
  if (missing.length > 0) lines.push(`Missing   ${missing.join(', ')} (sections of its template)`);
  return lines.join('\n');
}

const place = ({ page, line }: { readonly page: number | null; readonly line: number | null }): string =>
  page === null ? (line === null ? '' : `, line ${line}`) : `, page ${page}`;

export const renderFound = (passages: readonly FoundPassage[]): string =>
  passages
    .map((found, n) => {
      const { document, edition, passage, headings, text } = found;
      const where = `${document}, edition ${edition}, passage ${passage}${place(found)}`;
      return `${n + 1}. ${where}${headings.length === 0 ? '' : ` (${headings.join(' > ')})`}\n${text}`;
    })
    .join('\n\n');

export function renderAnswer({ sentences, leftOut, notice }: KnowledgeAnswer): string {
  const said = sentences.map(
    ({ text, cites }) => `${text} [${cites.document}, edition ${cites.edition}${place(cites)}]`,
  );
  const left = leftOut.map((text) => `Left out, since its passage does not say it: ${text}`);
  return [...said, ...left, ...(notice === null ? [] : [notice])].join('\n');
}
