import * as z from 'zod';
import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';
import { audienceCountsSchema } from '../../missions/contract/mission.ts';

export const personalizerManifest = {
  name: 'PersonalizerAgent',
  version: 1,
  purpose: 'Writes the messages by four frameworks, in two variants.',
  steps: {
    personalize: {
      start: {
        uses: [
          'workspaces',
          'contents',
          'sendTimes',
          'models',
          'passages',
          'released',
          'agents',
          'assignments',
          'wake',
        ],
      },
    },
    draft: {
      start: { uses: ['cohorts', 'batches'] },
      parts: { of: 'a cohort', queue: 'batches', uses: ['leads', 'contents', 'cohorts', 'numbers', 'sends'] },
      result: z.object({ selected: z.number().int(), audience: audienceCountsSchema }),
    },
  },
  routes: [],
  events: [],
  providers: ['OpenAI'],
  prompts: [
    { name: 'personalize', version: 2, sha256: 'ScPMzxaiO0mjD_3kkyxpJH-a59wNU3fqFCMLTcKNOh8' },
    { name: 'personalize-citing', version: 2, sha256: 'ytmEEkq5JPQI7-7gxFpObxxAyAoUSkbilZFK5IFHSdY' },
  ],
  llm: 'writes the templates; built-in ones otherwise',
} as const satisfies AgentManifest;
