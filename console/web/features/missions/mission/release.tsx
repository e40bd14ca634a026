import { Who } from '../../../app/who.tsx';
import { count } from '../../../format/numbers.ts';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Time } from '../../../ui/time.tsx';
import type { Mission } from './view.ts';

/** How far the messages may go: the first leads are canaries, and more follow when they are well. */
export function Release({ mission: { release } }: { readonly mission: Mission }) {
  if (release === null) return null;
  const { cohorts, at, settled, bounced, stopped, resumed } = release;
  return (
    <Card title="First e-mails as a test">
      <Facts
        of={[
          [
            'Groups of leads that may be written to',
            <span key="n" className="number">
              {count(cohorts)}
            </span>,
          ],
          [
            'First e-mails by then',
            <span key="n" className="number">
              {count(settled)} with a known end, {count(bounced)} of them bounced
            </span>,
          ],
          ['Decided at', <Time key="t" at={at} />],
          ['Stopped', stopped === null ? null : stopped.explanation],
          [
            'Resumed',
            resumed === null ? null : (
              <>
                <Time at={resumed.at} /> by <Who is={resumed.by} />: {resumed.reason}
              </>
            ),
          ],
        ]}
      />
    </Card>
  );
}
