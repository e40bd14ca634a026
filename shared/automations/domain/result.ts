import * as z from 'zod';
import { oneLine } from '../../kernel/contract/common.ts';
import { OUTCOMES } from '../contract/automations.ts';
import type { Ended } from './run.ts';

const MAX_NOTE = 500;
/** A model likes to fence its JSON, and to say something before it. */
const FENCE = /```(?:json)?[^\S\n]*\n([^`]*)```/g;

/** What a crew answers: the outcome is of a list, everything else is text that is shown. */
const crewResultSchema = z.object({ outcome: z.enum([...OUTCOMES, 'failed']), note: z.unknown().optional() });

/** The item of a node from which a result was to be posted. Our own request has other fields. */
const workflowResultSchema = z.strictObject({
  runId: z.string(),
  outcome: z.enum([...OUTCOMES, 'failed']),
  note: z.unknown().optional(),
  executionId: z.unknown().optional(),
});

/** Text from outside, as it may be stored and shown; undefined when nothing is left of it. */
function noteOf(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const note = oneLine(text, MAX_NOTE);
  return note === '' ? undefined : note;
}

/** The result of a crew: a JSON object with an `outcome` of the list, alone or in one fence. Undefined for anything else. */
export function crewResult(output: unknown): Ended | undefined {
  const parsed = crewResultSchema.safeParse(typeof output === 'string' ? jsonOf(output) : output);
  if (!parsed.success) return undefined;
  const { outcome } = parsed.data;
  const note = noteOf(parsed.data.note);
  return outcome === 'failed'
    ? { outcome, reason: 'The crew reported that it failed.', note }
    : { outcome, note };
}

/**
 * The result in the data of an execution of n8n: the newest item of any node that is a result of this run. The request that
 * started it is in there too, with our key, but it has no outcome.
 */
export function resultInItems(items: readonly unknown[], runId: string): Ended | undefined {
  for (const item of items.toReversed()) {
    const found = workflowResultSchema.safeParse(item).data;
    if (found?.runId !== runId) continue;
    const { outcome } = found;
    const note = noteOf(found.note);
    return outcome === 'failed'
      ? { outcome, reason: 'It reported that it failed.', note }
      : { outcome, note };
  }
  return undefined;
}

function jsonOf(text: string): unknown {
  // Of two blocks nobody knows which one is the answer.
  const [fenced, other] = [...text.matchAll(FENCE)];
  try {
    return JSON.parse(fenced && !other ? (fenced[1] ?? '') : text);
  } catch {
    return undefined;
  }
}
