import type { Queue } from '../../../platform/ports/queues.ts';
import type { ImportMessage } from '../../contract/messages.ts';

export type ImportQueue = Queue<ImportMessage>;
