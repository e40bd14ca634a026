import type * as z from 'zod';
import { agentEvents } from './agent-events.ts';
import type { EventContract } from './event-contract.ts';
import { missionEvents } from './mission-events.ts';
import { recommendationEvents } from './recommendation-events.ts';
import { workspaceEvents } from './workspace-events.ts';

/** Every event of Rex, by name. What is not here is not published. */
export const EVENTS = { ...agentEvents, ...missionEvents, ...recommendationEvents, ...workspaceEvents };

export type EventName = keyof typeof EVENTS;
export type EventData<N extends EventName> = z.input<(typeof EVENTS)[N]['data']>;

/** The rows, of which one does not know which: for documents and checks. */
export const EVENT_CONTRACTS: ReadonlyMap<string, EventContract> = new Map(Object.entries(EVENTS));
