import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { workTask } from '../../../shared/tasks/app/work-task.ts';
import { taskQueues } from '../../../shared/tasks/contract/messages.ts';
import { container } from './container.ts';

const deps = await container();

export const handler = queueHandler(taskQueues.tasks.message, (message) => workTask(deps, message));
