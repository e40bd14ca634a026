import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import type { ReleasedContent } from '../quality/app/ports/released-content.ts';

/** What people let pass, for functions that ask seldom: the works of seats are loaded for content below the threshold. */
export const releasedOpener = (tables: Tables): ReleasedContent => ({
  isReleased: async (workspace, digest) => {
    const [{ releasedContent }, { seatStores }] = await Promise.all([
      import('../lords/aesthete/app/released-content.ts'),
      import('../seats/adapters/stores.ts'),
    ]);
    return releasedContent(seatStores(tables, 'aesthete').works).isReleased(workspace, digest);
  },
});
