import type { LlmJob } from '../../domain/job.ts';
import type { LlmCall, LlmRequest } from './llm.ts';

export interface LlmJobStore {
  get(workspace: string, id: string): Promise<LlmJob | undefined>;
  /** False when it is there already. */
  create(job: LlmJob): Promise<boolean>;
  /** Guarded by the version that was read. */
  save(job: LlmJob): Promise<LlmJob>;
}

export interface BackgroundAnswer {
  /** As it was given with the question. */
  readonly tag: string;
  readonly state: 'running' | 'done' | 'failed';
  /** The JSON of the answer, when it is done. */
  readonly content: unknown;
  readonly reason: string;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

/** A provider that answers later and says so by a webhook. */
export interface BackgroundProvider {
  readonly model: string;
  /** Returns the id of the answer to come. @throws RexError PROVIDER_UNAVAILABLE */
  submit(call: LlmCall<unknown>, tag: string): Promise<string>;
  /** @throws RexError PROVIDER_UNAVAILABLE, NOT_FOUND */
  fetch(responseId: string): Promise<BackgroundAnswer>;
}

export type JobRequest = Omit<LlmRequest<unknown>, 'timeoutMs' | 'missionId'> & {
  readonly missionId: string;
  /** The assignment whose work it is: of one assignment there is one question. */
  readonly id: string;
};

export interface JobAnswer {
  readonly job: LlmJob;
  /** With what was redacted put back; undefined when there is no usable answer. */
  readonly value: unknown;
}

/** Questions to a model that are answered later. */
export interface LlmJobs {
  /** @throws RexError PROVIDER_UNAVAILABLE when it was not asked */
  submit(request: JobRequest): Promise<void>;
  /** Undefined for answers that are not ours, and for those that are still to come. */
  take(responseId: string): Promise<JobAnswer | undefined>;
}
