import type { ContentStore } from '../../../drafting/app/ports/contents.ts';
import type { SeatDeps } from '../../../seats/app/carry-out.ts';
import type { TaskStore } from '../../../tasks/app/ports/tasks.ts';
import type { WorkspaceStore } from '../../../workspaces/app/ports/workspace.ts';

export interface AestheteDeps extends SeatDeps {
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly contents: Pick<ContentStore, 'get'>;
}
