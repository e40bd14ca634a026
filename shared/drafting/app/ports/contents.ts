import type { MissionContent } from '../../domain/content.ts';

/** What the messages of a mission are made of. */
export interface ContentStore {
  put(workspace: string, id: string, content: MissionContent): Promise<void>;
  /** Guarded by the version that was read. */
  save(workspace: string, id: string, content: MissionContent): Promise<void>;
  get(workspace: string, id: string): Promise<MissionContent | undefined>;
}
