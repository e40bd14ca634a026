import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { EventBridgeBus } from '../../../shared/adapters/eventbridge/event-bridge-bus.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { publisher } from './publish.ts';

const env = readEnv({ EVENT_BUS_NAME: z.string() });

export const handler = publisher(new EventBridgeBus(new EventBridgeClient(awsClient()), env.EVENT_BUS_NAME));
