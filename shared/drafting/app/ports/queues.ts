import type { Queue } from '../../../platform/ports/queues.ts';
import type { OutboundMessage } from '../../contract/messages.ts';

export type OutboundQueue = Queue<OutboundMessage>;
