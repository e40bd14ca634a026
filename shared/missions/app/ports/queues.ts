import type { Queue } from '../../../platform/ports/queues.ts';
import type { BatchMessage, MissionMessage } from '../../contract/messages.ts';

export type MissionQueue = Queue<MissionMessage>;
export type BatchQueue = Queue<BatchMessage>;
