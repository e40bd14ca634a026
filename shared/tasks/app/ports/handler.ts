import type { ZodType } from 'zod';
import type { Effect } from '../../../autonomy/domain/effect.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';

/** What a handler gets to know of a task. */
interface TaskOrder<P = unknown> {
  readonly workspace: string;
  readonly taskId: string;
  readonly payload: P;
  readonly settings: Settings;
  readonly missionId: string | undefined;
  /** Asked right before each call that takes effect: false once the workspace was paused since the claim. */
  goesOn(): Promise<boolean>;
}

/** What a handler answers that was told to stop before it did anything. */
export const STOPPED = {
  outcome: 'unavailable',
  reason: 'The workspace was paused before it was done.',
} as const;

/** Nothing was done: it can never succeed, or may later. Whole sentences, which say what to do. */
export type NotDone =
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unavailable'; readonly reason: string; readonly retryAt?: Date };

export interface Done {
  readonly outcome: 'done';
  readonly providerId?: string;
  readonly url?: string;
  /** JSON: what a person wants to see of it. */
  readonly result?: unknown;
  /** JSON: what `undo` has to know. Absent: it cannot be undone. */
  readonly undo?: unknown;
  /** JSON: how things are now. */
  readonly after?: unknown;
}

/** Some parts of it are done or tried; it goes on with the next so long from now. */
interface Going {
  readonly outcome: 'going';
  readonly progress: unknown;
  readonly afterMs: number;
}

/** `unknown`: no answer, so that it may have been done. */
export type Performed = Done | NotDone | Going | { readonly outcome: 'unknown'; readonly reason: string };

/** An effect of many parts, each of which is claimed: a death, a pause or the end of a function falls between two of them. */
export interface Parts {
  /** JSON: what was saved last; undefined before the first part. */
  readonly progress: unknown;
  /**
   * Saves that a part is about to be done. False in a pause: then it is not done.
   * @throws RexError VERSION_CONFLICT when somebody else goes on with it
   */
  claim(progress: unknown): Promise<boolean>;
}

/** Something that is no fault keeps it back until then, such as quiet hours: no try is counted. */
interface Later {
  readonly outcome: 'later';
  readonly reason: string;
  readonly until: Date;
}

export type Planned =
  | Later
  | {
      readonly outcome: 'planned';
      readonly effect: Effect;
      /** JSON: how things are before. */
      readonly before?: unknown;
      /** What no other task may change between the look of `perform` and its end, such as an account: others wait. */
      readonly holds?: string;
    }
  | NotDone;

interface Work<In> {
  /** Reads how things are, and says exactly what it would do. Does nothing outside. Called again before it is done. */
  plan(order: In): Promise<Planned>;
  /**
   * Does exactly this, once. It was claimed before; nothing is repeated without being looked up. An effect of many parts is
   * called for again after each answer `going`, and after a death, with what it saved.
   */
  perform(order: In, effect: Effect, parts?: Parts): Promise<Performed>;
  /** After a death: whether the provider knows of it. Absent where it cannot be asked. `absent`: it certainly was not done. */
  lookUp?(
    order: In,
    effect: Effect,
    claimedAt: Date,
  ): Promise<Done | { readonly outcome: 'absent' | 'unknown' }>;
}

/** A type of task, by which the engine knows nothing of what it does. */
export interface TaskHandler<P = unknown> extends Work<TaskOrder<P>> {
  readonly type: string;
  readonly payload: ZodType<P>;
  /** What takes back what was done: `done` is what `perform` gave as `undo`. */
  readonly undo?: Work<TaskOrder<P> & { readonly done: unknown }>;
}

/** By type, such as a map of them; or loaded when they are asked for. */
export interface TaskHandlers {
  get(type: string): TaskHandler | undefined | Promise<TaskHandler | undefined>;
}
