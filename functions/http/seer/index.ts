import * as z from 'zod';
import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { campaignStores } from '../../../shared/campaigns/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { acts, cards, looks } from '../../../shared/lords/seer/app/work.ts';
import { seer } from '../../../shared/lords/seer/contract/seat.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { recommendationStores } from '../../../shared/recommendations/adapters/stores.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { passageOpener } from '../../../shared/wiring/open-knowledge.ts';
import { seatHandler } from '../../../shared/wiring/seat-handler.ts';

const env = readEnv({ KNOWLEDGE_BUCKET: z.string() });
const tables = openTables();

export const handler = seatHandler(
  seer,
  { acts, looks, cards },
  {
    ...seatStores(tables, 'seer'),
    ...analyticsStores(tables),
    ...campaignStores(tables),
    ...recommendationStores(tables),
    passages: passageOpener(tables, env.KNOWLEDGE_BUCKET),
    clock: systemClock,
  },
);
