/** A queue of one kind of message. At least once, in any order. */
export interface Queue<M> {
  /** `delaySeconds`: at most 900. */
  send(messages: readonly M[], options?: { readonly delaySeconds?: number }): Promise<void>;
}

/** Delivers one message at a later time. The same name again changes nothing. */
export interface Scheduler<M> {
  at(name: string, when: Date, message: M): Promise<void>;
}
