import type { DocumentView } from '../contract/knowledge.ts';
import type { KnowledgeDocument } from '../domain/document.ts';

export const documentView = (document: KnowledgeDocument): DocumentView => {
  const { id, title, category, template, audience, readers, expiresAt, source, state, failure } = document;
  const { current, createdAt, createdBy, changedAt, version } = document;
  return {
    id,
    title,
    category,
    template,
    audience,
    readers,
    expiresAt,
    address: source.kind === 'page' ? source.address : null,
    state: state === 'removing' ? 'failed' : state,
    failure: state === 'removing' ? 'It is being removed.' : failure,
    current,
    createdAt,
    createdBy,
    changedAt,
    version,
  };
};
