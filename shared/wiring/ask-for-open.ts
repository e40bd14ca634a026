import type { OpenEverywhere } from '../lords/arbiter/app/deps.ts';
import { missionStores } from '../missions/adapters/stores.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import { openWorks } from '../seats/adapters/work-store.ts';
import type { OpenWork } from '../seats/app/ports/works.ts';
import { workspaceStores } from '../workspaces/adapters/stores.ts';
import type { WorkspaceRegistry } from '../workspaces/app/ports/workspace-registry.ts';

interface Open {
  readonly registry: WorkspaceRegistry;
  works(seat: string): Promise<readonly OpenWork[]>;
  readonly missions: Omit<OpenEverywhere, 'works'>;
}

/** What the Council looks at in all workspaces, by one question of the index of work. Who needs an answer is told where there is none. */
export async function askForOpen(tables: Tables, now: Date): Promise<Open> {
  const { missions } = missionStores(tables);
  const asked = [
    openWorks(tables.records),
    workspaceStores(tables).workspaces.workspaces(),
    missions.workspacesThatWait(now),
    missions.working(now),
  ] as const;
  await Promise.allSettled(asked);
  const [works, workspaces, waiting, working] = asked;
  return {
    registry: { workspaces: () => workspaces },
    works: async (seat) => (await works).get(seat) ?? [],
    missions: { workspacesThatWait: () => waiting, working: () => working },
  };
}
