import { type Key, key, workKind } from '../../platform/adapters/dynamodb/keys.ts';

export const knowledgePartition = (ws: string): string => `W#${ws}#KNOWLEDGE`;
export const documentPrefix = 'DOCUMENT#';
export const documentKey = (ws: string, id: string): Key =>
  key(knowledgePartition(ws), `${documentPrefix}${id}`);
export const libraryHeadKey = (ws: string): Key => key(knowledgePartition(ws), 'HEAD');
export const indexCopyKey = (ws: string): Key => key(knowledgePartition(ws), 'INDEX_COPY');
export const knowledgeWork = workKind('KNOWLEDGE', 1);
