import { Who } from '../../app/who.tsx';
import { exactly } from '../../format/times.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Values } from '../../ui/values.tsx';
import type { AuditEvent } from './past.ts';

interface EventDialogProps {
  readonly event: AuditEvent | undefined;
  readonly onClose: () => void;
}

/** One event with everything that it says. */
export function EventDialog({ event, onClose }: EventDialogProps) {
  return (
    <Dialog
      open={event !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      wide
      title={event === undefined ? 'Event' : wordsOf(event.name.replace('.', ' '))}
    >
      {event === undefined ? null : (
        <>
          <Facts
            of={[
              ['When', exactly(event.at)],
              ['Who', <Who key="who" is={`${event.actor.kind}:${event.actor.id}`} />],
              ['About', `${wordsOf(event.aggregate.type)} ${event.aggregate.id}`],
              ['Name', <code key="name">{event.name}</code>],
              ['Channel', event.channel],
              ['Sequence', event.sequence],
              ['Correlation id', <code key="of">{event.correlationId}</code>],
              [
                'Caused by',
                event.causationId === undefined ? null : <code key="by">{event.causationId}</code>,
              ],
            ]}
          />
          <section className="stack-tight">
            <h3>What it says</h3>
            <Values of={event.data} />
          </section>
        </>
      )}
    </Dialog>
  );
}
