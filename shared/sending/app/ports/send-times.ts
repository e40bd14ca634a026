import type { EngagementHours } from '../../domain/send-time.ts';

/** What a workspace has learned about the hours at which people answer. */
export interface SendTimeStore {
  get(workspace: string): Promise<EngagementHours | undefined>;
  save(hours: EngagementHours, expected: 'absent' | 'version'): Promise<void>;
}
