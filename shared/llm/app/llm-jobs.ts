import { RexError } from '../../kernel/errors.ts';
import type { NameReader } from '../../privacy/domain/names.ts';
import { restoreWith, startRedaction } from '../../privacy/domain/redact.ts';
import type { LlmSettings } from '../contract/settings.ts';
import { jobTag, type LlmJob, readJobTag } from '../domain/job.ts';
import { mostOf, wordsOf } from './llm-gateway.ts';
import type { LlmCall } from './ports/llm.ts';
import type { BackgroundProvider, JobAnswer, JobRequest, LlmJobStore, LlmJobs } from './ports/llm-jobs.ts';
import { costOfFailure, NO_USAGE, reserveSpend, type SpendDeps, settleSpend } from './spend.ts';

export interface LlmJobDeps extends SpendDeps {
  readonly jobs: LlmJobStore;
  readonly provider: BackgroundProvider;
  readonly reader: NameReader;
  readonly settingsOf: (workspace: string) => Promise<LlmSettings>;
}

/** Requests that a model answers in the background. */
export const llmJobs = (deps: LlmJobDeps): LlmJobs => ({
  submit: (request) => submitJob(deps, request),
  take: (responseId) => takeAnswer(deps, responseId),
});

/**
 * Asks a model for an answer in the background. The record is written before the call. After a death in between, the request
 * was never sent, and its budget stays reserved for the day. If the id in the provider's answer is lost, the job is found
 * by its tag when the result comes.
 * @throws RexError PROVIDER_UNAVAILABLE when it was not asked
 */
async function submitJob(deps: LlmJobDeps, request: JobRequest): Promise<void> {
  const { workspace, missionId, purpose, id } = request;
  const settings = await deps.settingsOf(workspace);
  const redaction = startRedaction({ fields: settings.redactFields, reader: deps.reader });
  const call: LlmCall<unknown> = { ...wordsOf(request, redaction, settings), timeoutMs: 0 };
  const reservation = await reserveSpend(deps, request, deps.provider.model, mostOf(call), settings);
  const job: LlmJob = {
    workspace,
    id,
    version: 1,
    missionId,
    purpose,
    state: 'asked',
    reservation,
    originals: redaction.originals(),
    askedAt: deps.clock.now().toISOString(),
  };
  const nobody = { usage: NO_USAGE, failed: true };
  if (!(await deps.jobs.create(job))) {
    await settleSpend(deps, request, reservation, nobody, settings);
    return;
  }
  try {
    const responseId = await deps.provider.submit(call, jobTag(job));
    await isWritten(deps.jobs.save({ ...job, responseId }));
  } catch (error) {
    const failed = { ...job, state: 'failed', reason: 'It could not be asked.' } as const;
    // One that was answered all the same has settled what it cost.
    if (await isWritten(deps.jobs.save(failed)))
      await settleSpend(deps, request, reservation, nobody, settings);
    throw error;
  }
}

/**
 * Fetches the answer that a webhook announced. The first to record it also settles its cost: a repeated webhook settles
 * nothing, but gets the answer again, because the work after it may have been lost. Undefined for answers that are not ours
 * or not ready.
 */
async function takeAnswer(deps: LlmJobDeps, responseId: string): Promise<JobAnswer | undefined> {
  const answer = await deps.provider.fetch(responseId);
  const ref = readJobTag(answer.tag);
  const job = ref && (await deps.jobs.get(ref.workspace, ref.id));
  if (!job || answer.state === 'running') return undefined;
  // The stored response id must match: another response under the same tag is not ours.
  if (job.responseId !== undefined && job.responseId !== responseId) return undefined;
  const value = answer.state === 'done' ? restoreWith(job.originals, answer.content) : undefined;
  if (job.state !== 'asked') return { job, value };
  const reason = answer.state === 'done' ? undefined : answer.reason.slice(0, 200);
  const state = answer.state === 'done' ? 'answered' : 'failed';
  const saved = await deps.jobs.save({ ...job, responseId, state, reason });
  const spent =
    answer.usage.inputTokens > 0
      ? { usage: answer.usage, failed: state === 'failed' }
      : costOfFailure(job.reservation);
  await settleSpend(deps, job, job.reservation, spent, await deps.settingsOf(job.workspace));
  return { job: saved, value };
}

/** False when the answer came before this write; then its handler has stored everything. */
async function isWritten(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof RexError && error.code === 'VERSION_CONFLICT') return false;
    throw error;
  }
}
