import { type TakeModelAnswerDeps, takeModelAnswer } from '../../../shared/coordination/app/ask-model.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import type { LlmJobs } from '../../../shared/llm/app/ports/llm-jobs.ts';
import { type ReadUsageDeps, readUsage } from '../../../shared/llm/app/read-usage.ts';
import { llmRoutes, llmWebhookSchema } from '../../../shared/llm/contract/routes.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { parseSignedBody } from '../../../shared/platform/runtime/http-request.ts';
import { verifySigned } from '../../../shared/platform/runtime/signed-request.ts';

export interface LlmDeps extends Omit<TakeModelAnswerDeps, 'jobs'> {
  readonly usage: ReadUsageDeps;
  /** Whether a language model is set up. */
  readonly configured: boolean;
  /** Undefined when no model is asked in the background: then no webhook can be from it. */
  readonly background: { readonly jobs: LlmJobs; readonly webhookSecret: string } | undefined;
}

export const llmHandler = ({ usage, configured, background, ...deps }: LlmDeps) =>
  httpHandler(llmRoutes, {
    llmUsage: async ({ caller, query }) => ({
      body: { configured, ...(await readUsage(usage, caller.workspace, query.day)) },
    }),
    llmWebhook: async ({ headers, rawBody }) => {
      verifySigned({ headers, rawBody }, background ? [background.webhookSecret] : []);
      if (!background)
        throw new RexError('UNAUTHENTICATED', 'No secret is set for the webhooks of the language model.');
      const { type, data } = parseSignedBody(llmWebhookSchema, rawBody);
      if (type.startsWith('response.')) await takeModelAnswer({ ...deps, jobs: background.jobs }, data.id);
      return {};
    },
  });
