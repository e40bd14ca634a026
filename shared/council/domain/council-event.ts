import type { EventData } from '../../kernel/contract/event-contract.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Happening, newEvent, type RexEvent } from '../../kernel/events.ts';
import { type CouncilEventName, councilEvents } from '../contract/events.ts';

/**
 * An event of the Council. Its data are checked by its schema before it is told, since agents make them as well.
 * @throws RexError VALIDATION_FAILED, which names the fields
 */
export function councilEvent<N extends CouncilEventName>(
  name: N,
  happening: Happening<EventData<typeof councilEvents, N>>,
  now: Date,
): RexEvent {
  const parsed = councilEvents[name].data.strict().safeParse(happening.data);
  if (parsed.success) return newEvent(councilEvents, name, happening, now);
  throw new RexError('VALIDATION_FAILED', `These are no data of ${name}.`, {
    fields: parsed.error.issues.map(({ path, message }) => ({ path: ['data', ...path].join('.'), message })),
  });
}
