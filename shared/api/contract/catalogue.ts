import type * as z from 'zod';
import { agentEvents } from '../../coordination/contract/events.ts';
import type { EventContract } from '../../kernel/contract/event-contract.ts';
import { missionEvents } from '../../missions/contract/events.ts';
import { recommendationEvents } from '../../recommendations/contract/events.ts';
import { workspaceEvents } from '../../workspaces/contract/events.ts';

/** Every event of Rex, by name. What is not here is not published. */
export const EVENTS = { ...agentEvents, ...missionEvents, ...recommendationEvents, ...workspaceEvents };

export type EventName = keyof typeof EVENTS;
export type EventData<N extends EventName> = z.input<(typeof EVENTS)[N]['data']>;

/** The rows, of which one does not know which: for documents and checks. */
export const EVENT_CONTRACTS: ReadonlyMap<string, EventContract> = new Map(Object.entries(EVENTS));
