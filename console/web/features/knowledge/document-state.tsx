import type { DocumentView } from '../../../../shared/knowledge/contract/knowledge.ts';
import { Badge } from '../../ui/badge.tsx';

/** How a document stands: an edition that could not be read leaves the one before it. */
export function DocumentState({ of: { state, current } }: { readonly of: DocumentView }) {
  if (state === 'ready') return <Badge tone="good">Answers</Badge>;
  if (state === 'reading') return <Badge tone="info">Is read</Badge>;
  return <Badge tone="bad">{current === null ? 'Not readable' : 'New one not readable'}</Badge>;
}

/** `best-practices` as people write it. */
export const wordsOfName = (name: string): string => {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
