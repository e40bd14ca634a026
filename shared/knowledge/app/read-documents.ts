import type { Role } from '../../kernel/contract/common.ts';
import type { DocumentView, PassageView } from '../contract/knowledge.ts';
import { mayRead } from '../domain/document.ts';
import type { DocumentStore, KnowledgeFiles } from './ports/knowledge.ts';
import { readable } from './remove-document.ts';
import { passageView } from './search-knowledge.ts';
import { documentView } from './views.ts';

interface Of {
  readonly workspace: string;
  readonly role: Role;
}

/** A page of the documents that a role may read, by their names; the cursor is the last name. */
export async function listDocuments(
  { documents }: { readonly documents: Pick<DocumentStore, 'list'> },
  {
    workspace,
    role,
    limit,
    cursor = '',
  }: Of & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ documents: DocumentView[]; cursor: string | null }> {
  const all = (await documents.list(workspace)).filter(
    (each) => each.state !== 'removing' && mayRead(each, role) && each.id > cursor,
  );
  const page = all.slice(0, limit);
  return { documents: page.map(documentView), cursor: all.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** @throws RexError NOT_FOUND */
export async function listPassages(
  deps: {
    readonly documents: Pick<DocumentStore, 'get'>;
    readonly knowledgeFiles: Pick<KnowledgeFiles, 'passages'>;
  },
  { id, ...of }: Of & { readonly id: string },
): Promise<{ passages: PassageView[] }> {
  const { current, title, category } = await readable(deps.documents, { ...of, id });
  if (!current) return { passages: [] };
  const passages = await deps.knowledgeFiles.passages(of.workspace, id, current);
  return {
    passages: passages.map((passage) =>
      passageView({ document: id, edition: current.edition, title, category, passage }),
    ),
  };
}
