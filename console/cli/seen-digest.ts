import { CliError } from './cli-error.ts';
import type { Context } from './context.ts';
import { askYesNo, canAsk } from './terminal/ask.ts';

export interface Asked {
  /** What would be approved, line by line. */
  readonly shown: string;
  /** Of exactly that. */
  readonly digest: string;
  /** Commands that show it, and that approve it by its digest. */
  readonly show: string;
  readonly approve: string;
}

/**
 * The digest of what somebody has seen: what is approved without `--digest` is shown here first, and they are asked.
 * @throws CliError NOT_APPROVED; APPROVAL_REQUIRED where nobody can be asked
 */
export async function seenDigest(
  { shown, digest, show, approve }: Asked,
  { streams, signal }: Context,
): Promise<string> {
  if (!canAsk(streams))
    throw new CliError(
      'APPROVAL_REQUIRED',
      `Nothing was approved: say what you have seen. "${show}" shows it with its digest; then "${approve} --digest DIGEST".`,
    );
  streams.stderr.write(`${shown}\n\n`);
  if (await askYesNo('Approve exactly this?', streams, signal)) return digest;
  throw new CliError('NOT_APPROVED', 'Nothing was approved.');
}
