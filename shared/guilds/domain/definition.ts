import * as z from 'zod';
import { rosterAgentNameSchema } from '../contract/guilds.ts';

/** What an agent may read of the workspace before it works. */
const SOURCES = [
  'mail',
  'days',
  'domains',
  'alerts',
  'tasks',
  'missions',
  'recommendations',
  'money',
] as const;
export type Source = (typeof SOURCES)[number];

export const definitionSchema = z.strictObject({
  name: rosterAgentNameSchema,
  role: z.string(),
  capability: z.string(),
  config: z.record(z.string(), z.unknown()),
  /** Its tools: it reads, and nothing else. */
  reads: z.array(z.enum(SOURCES)).default([]),
  model: z.strictObject({ maxOutputTokens: z.number().int(), timeoutMs: z.number().int() }).optional(),
  /** Tests run it. `answer` is what a model would say to it. */
  example: z.strictObject({ input: z.record(z.string(), z.unknown()), answer: z.unknown().optional() }),
});
export type Definition = z.input<typeof definitionSchema>;
