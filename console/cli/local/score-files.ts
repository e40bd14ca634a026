import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { isoDateSchema } from '../../../shared/kernel/contract/common.ts';
import { CliError } from '../cli-error.ts';

const PROGRAM = fileURLToPath(new URL('../../../infra/local/score.ts', import.meta.url));
/** About 1 KB a lead. */
const MAX_OUTPUT = 1024 ** 3;

const scoreSchema = z.object({
  email: z.string(),
  name: z.string().nullable(),
  score: z.number(),
  basis: z.enum(['purchases', 'engagement']),
  silentWeeks: z.number().nullable(),
  pAlive: z.number().nullable(),
  expectedPurchases: z.number().nullable(),
  expectedValueUsd: z.number().nullable(),
  recoverable: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), sentence: z.string() })),
  factors: z.array(
    z.object({ name: z.string(), value: z.number(), contribution: z.number(), sentence: z.string() }),
  ),
});

const resultSchema = z.object({
  asOf: isoDateSchema,
  horizonWeeks: z.number(),
  rows: z.number().int(),
  leads: z.number().int(),
  rejectedRows: z.number().int(),
  orders: z.number().int().describe('Usable order rows of known leads'),
  unusedOrders: z.number().int().describe('Order rows that are not usable or name no known lead'),
  recoverable: z.number().int(),
  model: z.record(z.string(), z.unknown()),
  scores: z.array(scoreSchema).describe('Highest first'),
});
export type ScoreResult = z.infer<typeof resultSchema>;

const failureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/**
 * Scores files with a program of its own process, because the CLI does not hold the scoring rules.
 * @throws CliError with the code that the program gave, SCORING_FAILED when it gave none
 */
export async function scoreFiles(options: {
  leads: string;
  orders: string;
  asOf: string;
  signal: AbortSignal;
}): Promise<ScoreResult> {
  const { leads, orders, asOf, signal } = options;
  const args = [PROGRAM, '--leads', leads, '--orders', orders, '--as-of', asOf];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    maxBuffer: MAX_OUTPUT,
    signal,
  }).catch((cause: unknown) => {
    throw signal.aborted ? cause : failureOf(cause);
  });
  return resultSchema.parse(JSON.parse(stdout));
}

function failureOf(cause: unknown): CliError {
  const output = z.object({ stdout: z.string(), stderr: z.string() }).safeParse(cause);
  const lastLine = output.data?.stdout.trim() ?? '';
  if (lastLine.startsWith('{')) {
    const told = failureSchema.safeParse(JSON.parse(lastLine));
    if (told.success) return new CliError(told.data.error.code, told.data.error.message, { cause });
  }
  return new CliError('SCORING_FAILED', output.data?.stderr.trim() || 'The scoring program failed.', {
    cause,
  });
}
