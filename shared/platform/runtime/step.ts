import * as z from 'zod';
import { ERROR_CODES, RexError } from '../../kernel/errors.ts';
import { inTrace, type Trace } from '../../kernel/trace.ts';
import { fieldProblems } from '../field-problems.ts';
import { rexErrorOf } from './failure.ts';
import { logFailure } from './logger.ts';
import { countMetrics } from './metrics.ts';

/** The two names that `Retry` and `Catch` of a state machine match. */
const TRANSIENT = 'Rex.Transient';
const PERMANENT = 'Rex.Permanent';

/** What a failed task tells its state machine: its name decides what happens next, its message begins with the code. */
class StepFailure extends Error {
  constructor(error: RexError) {
    super(`${error.code}: ${error.message}`, { cause: error });
    this.name = ERROR_CODES[error.code].consumer === 'retry' ? TRANSIENT : PERMANENT;
  }
}

/** A Step Functions task: parses its input, and names what goes wrong `Rex.Transient` or `Rex.Permanent`. */
export function stepHandler<S extends z.ZodType, R>(schema: S, handle: (input: z.output<S>) => Promise<R>) {
  return async (event: unknown): Promise<R> => {
    try {
      const parsed = schema.safeParse(event);
      if (!parsed.success) {
        throw new RexError('VALIDATION_FAILED', 'The input of the step is not valid.', {
          fields: fieldProblems(parsed.error, 'input'),
        });
      }
      return await inTrace(traceOf(parsed.data), () => handle(parsed.data));
    } catch (error) {
      logFailure('The step failed.', error);
      countMetrics({ StepsFailed: 1 });
      throw new StepFailure(rexErrorOf(error));
    }
  };
}

const tracedSchema = z.object({
  correlationId: z.string().optional(),
  missionId: z.string().default('unknown'),
  attempt: z.number().default(0),
  step: z.string().default('machine'),
});

/** A step is caused by its place in its execution. */
function traceOf(input: unknown): Trace {
  const { correlationId, missionId, attempt, step } = tracedSchema.parse(input);
  return { correlationId: correlationId ?? missionId, causationId: `${missionId}-${attempt}:${step}` };
}
