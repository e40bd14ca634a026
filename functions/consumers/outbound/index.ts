import { workCohort } from '../../../shared/app/sending/work-cohort.ts';
import { outboundMessageSchema } from '../../../shared/contracts/messages/queues.ts';
import { queueHandler } from '../../../shared/runtime/queue.ts';
import { container } from './container.ts';

const deps = await container();

export const handler = queueHandler(outboundMessageSchema, (message) => workCohort(deps, message));
