import type {
  BatchMessage,
  ImportMessage,
  MissionMessage,
  OutboundMessage,
} from '../../api/contract/queue-messages.ts';

/** A queue of one kind of message. At least once, in any order. */
export interface Queue<M> {
  /** `delaySeconds`: at most 900. */
  send(messages: readonly M[], options?: { readonly delaySeconds?: number }): Promise<void>;
}

export type MissionQueue = Queue<MissionMessage>;
export type BatchQueue = Queue<BatchMessage>;
export type OutboundQueue = Queue<OutboundMessage>;
export type ImportQueue = Queue<ImportMessage>;

/** Delivers one message at a later time. The same name again changes nothing. */
export interface Scheduler<M> {
  at(name: string, when: Date, message: M): Promise<void>;
}
