import type { ZodType } from 'zod';

/** A type of task, as whoever creates one needs to know it. Its handler is elsewhere. */
export interface TaskType {
  /** Such as `seo.audit`. */
  readonly type: string;
  /** One sentence. */
  readonly summary: string;
  /** The agent that such tasks are assigned to, unless another is named. */
  readonly agent: string;
  readonly payload: ZodType;
  readonly example: unknown;
}

export type TaskTypes = ReadonlyMap<string, TaskType>;
