import { vi } from 'vitest';
import { failing, type OpenAiServer, startOpenAiServer } from './openai-server.ts';
import { startTestRex, type TestRex } from './test-rex.ts';

export interface RexWithModel {
  readonly rex: TestRex;
  /** Fails until a test says what it answers (`model.answer`). */
  readonly model: OpenAiServer;
  stop(): Promise<void>;
}

/** A Rex of its own with a language model behind it, which it calls by the protocol of OpenAI. `env`: what else it is told. */
export async function startRexWithModel(env: Readonly<Record<string, string>> = {}): Promise<RexWithModel> {
  const model = await startOpenAiServer(failing(500));
  const told = { REX_OPENAI: 'on', OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: model.url, ...env };
  for (const [name, value] of Object.entries(told)) vi.stubEnv(name, value);
  const rex = await startTestRex();
  return {
    rex,
    model,
    stop: async () => {
      vi.unstubAllEnvs();
      await rex.stop();
      await model.stop();
    },
  };
}
