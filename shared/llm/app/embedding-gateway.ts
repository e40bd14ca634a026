import { startRedaction } from '../../privacy/domain/redact.ts';
import { mostTokens } from '../domain/prices.ts';
import type { LlmGatewayDeps } from './llm-gateway.ts';
import type { EmbeddingPort, EmbeddingProvider } from './ports/llm.ts';
import { costOfFailure, reserveSpend, settleSpend } from './spend.ts';

export interface EmbeddingGatewayDeps extends Omit<LlmGatewayDeps, 'providers'> {
  readonly provider: EmbeddingProvider;
}

/** The only way to an embedding model: without personal data, and within the budget of the day. */
export const embeddingGateway = (deps: EmbeddingGatewayDeps): EmbeddingPort => ({
  model: deps.provider.model,
  async embed({ workspace, purpose, texts, timeoutMs }) {
    const settings = await deps.settingsOf(workspace);
    const redaction = startRedaction({ fields: settings.redactFields, reader: deps.reader });
    const redacted = texts.map((text) => redaction.redact(text));
    const asked = { workspace, purpose };
    const most = { inputTokens: mostTokens(redacted), outputTokens: 0 };
    const reservation = await reserveSpend(deps, asked, deps.provider.model, most, settings);
    try {
      const { vectors, usage } = await deps.provider.call(redacted, timeoutMs);
      await settleSpend(deps, asked, reservation, { usage, failed: false }, settings);
      return vectors;
    } catch (error) {
      await settleSpend(deps, asked, reservation, costOfFailure(reservation), settings);
      throw error;
    }
  },
});
