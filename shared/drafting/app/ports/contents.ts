import type { MissionContent } from '../../domain/content.ts';

/** Stores the content from which the messages of a mission are built. */
export interface ContentStore {
  put(workspace: string, id: string, content: MissionContent): Promise<void>;
  /** Guarded by the version that was read. */
  save(workspace: string, id: string, content: MissionContent): Promise<void>;
  get(workspace: string, id: string): Promise<MissionContent | undefined>;
}
