import { addMs, DAY, HOUR, SECOND } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Source } from '../../../seats/domain/work.ts';
import type { FunctionFigures } from '../contract/schemas.ts';
import { figuresOf, type Span } from '../domain/analyze-functions.ts';
import type { MeasureDeps } from './deps.ts';

export interface Measured {
  readonly functions: readonly FunctionFigures[];
  readonly span: Span;
  readonly source: Source;
}

/** What the functions of this system did in the newest days, by the hour. */
export async function measure(
  { metrics }: Pick<MeasureDeps, 'metrics'>,
  { days, now, isAsked }: { readonly days: number; readonly now: Date; isAsked(component: string): boolean },
): Promise<Measured> {
  const functions = metrics.functions.filter((each) => isAsked(each));
  const span = { from: addMs(now, -days * DAY), to: now };
  const periods = await metrics.periods({ functions, ...span, periodSeconds: HOUR / SECOND });
  return {
    functions: figuresOf(periods, span),
    span,
    source: {
      kind: 'function',
      id: functions.length === 1 ? (functions[0] ?? '') : 'all',
      says: `Calls, errors, throttles and durations of ${functions.length} functions by the hour, from ${span.from.toISOString()} to ${span.to.toISOString()}.`,
    },
  };
}

/** The figures of one function. @throws RexError VALIDATION_FAILED, CONFLICT */
export async function measureOne(
  deps: Pick<MeasureDeps, 'metrics'>,
  { component, days, now, path }: { component: string; days: number; now: Date; path: string },
): Promise<Measured & { readonly figures: FunctionFigures }> {
  if (!deps.metrics.functions.includes(component)) {
    const message = `There is no function ${component}.`;
    throw new RexError('VALIDATION_FAILED', `Not valid: ${path}: ${message}`, {
      fields: [{ path, message }],
    });
  }
  const measured = await measure(deps, { days, now, isAsked: (each) => each === component });
  const [figures] = measured.functions;
  if (!figures) throw new RexError('CONFLICT', `${component} was not called in the last ${days} days.`);
  return { ...measured, figures };
}

/** The same when a day has come: undefined where the function was not called, or is no longer there. */
export async function measureAgain(
  deps: Pick<MeasureDeps, 'metrics'>,
  asked: { readonly component: string; readonly days: number; readonly now: Date },
): Promise<Awaited<ReturnType<typeof measureOne>> | undefined> {
  try {
    return await measureOne(deps, { ...asked, path: 'component' });
  } catch (error) {
    if (error instanceof RexError && ['CONFLICT', 'VALIDATION_FAILED'].includes(error.code)) return undefined;
    throw error;
  }
}
