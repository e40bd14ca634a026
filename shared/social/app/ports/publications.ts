import type { Publication } from '../../domain/publication.ts';

export interface PublicationStore {
  get(workspace: string, taskId: string): Promise<Publication | undefined>;
  /** Guarded by the version that was read; 0 is new. @throws RexError VERSION_CONFLICT */
  save(publication: Publication): Promise<Publication>;
}
