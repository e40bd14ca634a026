import type { ReleasedContent } from '../../../quality/app/ports/released-content.ts';
import type { WorkStore } from '../../../seats/app/ports/works.ts';

/** The name of the approval that lets content pass, whatever its score. */
export const releaseName = (digest: string): string => `release ${digest}`;

/** What the gates of other contexts ask. */
export const releasedContent = (works: Pick<WorkStore, 'named'>): ReleasedContent => ({
  isReleased: async (workspace, digest) => (await works.named(workspace, releaseName(digest))) !== undefined,
});
