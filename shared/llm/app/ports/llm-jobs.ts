import type { LlmJob } from '../../domain/job.ts';
import type { LlmCall, LlmRequest } from './llm.ts';

export interface LlmJobStore {
  get(workspace: string, id: string): Promise<LlmJob | undefined>;
  /** False when it exists already. */
  create(job: LlmJob): Promise<boolean>;
  /** Guarded by the version that was read. */
  save(job: LlmJob): Promise<LlmJob>;
}

export interface BackgroundAnswer {
  /** The tag that was sent with the request. */
  readonly tag: string;
  readonly state: 'running' | 'done' | 'failed';
  /** The JSON of the answer, when it is ready. */
  readonly content: unknown;
  readonly reason: string;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

/** A provider that answers in the background, and announces the answer by a webhook. */
export interface BackgroundProvider {
  readonly model: string;
  /** Returns the id of the future answer. @throws RexError PROVIDER_UNAVAILABLE */
  submit(call: LlmCall<unknown>, tag: string): Promise<string>;
  /** @throws RexError PROVIDER_UNAVAILABLE, NOT_FOUND */
  fetch(responseId: string): Promise<BackgroundAnswer>;
}

export type JobRequest = Omit<LlmRequest<unknown>, 'timeoutMs' | 'missionId'> & {
  readonly missionId: string;
  /** The assignment of the request; each assignment has one request. */
  readonly id: string;
};

export interface JobAnswer {
  readonly job: LlmJob;
  /** The answer with the redacted data restored; undefined when it is not usable. */
  readonly value: unknown;
}

/** Questions to a model that are answered later. */
export interface LlmJobs {
  /** @throws RexError PROVIDER_UNAVAILABLE when it was not asked */
  submit(request: JobRequest): Promise<void>;
  /** Undefined for answers that are not ours or not ready. */
  take(responseId: string): Promise<JobAnswer | undefined>;
}
