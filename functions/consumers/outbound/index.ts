import { draftingQueues } from '../../../shared/drafting/contract/messages.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { workCohort } from '../../../shared/sending/app/work-cohort.ts';
import { container } from './container.ts';

const deps = await container();

export const handler = queueHandler(draftingQueues.outbound.message, (message) => workCohort(deps, message));
