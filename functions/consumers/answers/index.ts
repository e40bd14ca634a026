import { sendAnswer } from '../../../shared/inbox/app/send-answer.ts';
import { inboxQueues } from '../../../shared/inbox/contract/messages.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { container } from './container.ts';

const deps = await container();

export const handler = queueHandler(inboxQueues.answers.message, (message) => sendAnswer(deps, message));
