import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { EventBridgeBus } from '../../../shared/live/adapters/eventbridge/event-bridge-bus.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openLive } from '../../../shared/wiring/open-live.ts';
import { publisher } from './publish.ts';

const env = readEnv({ EVENT_BUS_NAME: z.string() });

export const handler = publisher({
  ...openLive(),
  bus: new EventBridgeBus(new EventBridgeClient(awsClient()), env.EVENT_BUS_NAME),
});
