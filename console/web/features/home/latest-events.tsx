import { useLive } from '../../live/live.tsx';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';

const SHOWN = 12;

/** What happened while this page was open. */
export function Latest() {
  const { events } = useLive();
  return (
    <Card title="Just now">
      {events.length === 0 ? (
        <Empty title="Quiet">What Rex does appears here as it happens.</Empty>
      ) : (
        <ul className="stack-tight">
          {events.slice(0, SHOWN).map(({ id, name, at }) => (
            <li key={id} className="spread">
              <span>{wordsOf(name.replace('.', ' '))}</span>
              <span className="quiet small">
                <Time at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
