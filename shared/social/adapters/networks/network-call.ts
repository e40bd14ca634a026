import type * as z from 'zod';
import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import { addMs, type Clock } from '../../../kernel/clock.ts';
import { oneLine } from '../../../kernel/contract/common.ts';
import { FAULT_WORDS } from '../../../webhooks/adapters/https/fault-words.ts';
import type { Answered, JsonClient, JsonRequest } from '../../../webhooks/adapters/https/json-client.ts';
import { type FaultKind, NetworkFault } from '../../app/ports/network.ts';

export interface NetworkOptions {
  readonly call: JsonClient;
  readonly clock: Clock;
  wait(ms: number): Promise<void>;
}

/** Posts that are read to find one again. Each costs half a cent at X. */
export const PAGE = 25;

/** What a network says of a request that it did not take, beyond what the status says everywhere. */
interface Verdict {
  readonly kind: FaultKind;
  /** What to do about it. */
  readonly advice: string;
  readonly retryAt?: Date | undefined;
}

export interface Dialect {
  readonly title: string;
  /** Words of an error. */
  readonly said: (json: unknown) => unknown;
  readonly judge: (answer: Answered, now: Date) => Verdict | undefined;
}

export const at = (json: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((is, name) => Object(is)[name], json);

export const bearer = ({ secret }: OpenConnection): Record<string, string> => ({
  authorization: `Bearer ${secret['accessToken'] ?? ''}`,
});

/** Asks a network, and reads the answer. `takesEffect`: without a clear answer it may have been done. */
export type Ask = <T>(
  request: JsonRequest,
  schema: z.ZodType<T>,
  takesEffect?: boolean,
) => Promise<{ readonly data: T; readonly headers: Answered['headers'] }>;

export const asker =
  ({ call, clock }: Pick<NetworkOptions, 'call' | 'clock'>, { title, said, judge }: Dialect): Ask =>
  async (request, schema, takesEffect = false) => {
    const answer = await call(request);
    const unclear = takesEffect ? 'uncertain' : 'unavailable';
    if (answer.kind === 'no-answer')
      throw new NetworkFault(
        answer.neverSent ? 'unavailable' : unclear,
        `${title} ${FAULT_WORDS[answer.fault]}.`,
      );
    const { status, json, headers } = answer;
    if (status >= 200 && status < 300) {
      const parsed = schema.safeParse(json);
      if (parsed.success) return { data: parsed.data, headers };
      throw new NetworkFault(unclear, `${title} answered ${status} with what cannot be read.`);
    }
    const words = oneLine(String(said(json) ?? ''), 300);
    const now = clock.now();
    const { kind, advice, retryAt } = judge(answer, now) ?? byStatus(answer, unclear, now);
    throw new NetworkFault(
      kind,
      `${title} answered ${status}${words && ` (${words.replace(/\.$/, '')})`}. ${advice}`.trim(),
      retryAt,
    );
  };

function byStatus({ status, retryAfterMs }: Answered, unclear: FaultKind, now: Date): Verdict {
  if (status === 401)
    return { kind: 'token', advice: 'Renew the connection ("rex connections renew"), then retry the task.' };
  if (status === 404) return { kind: 'gone', advice: '' };
  if (status === 429)
    return {
      kind: 'unavailable',
      advice: 'Its limit is reached.',
      retryAt: retryAfterMs === undefined ? undefined : addMs(now, retryAfterMs),
    };
  if (status >= 500 || status === 408) return { kind: unclear, advice: '' };
  return { kind: 'refused', advice: 'Change the task, or look at the permissions of the connection.' };
}
