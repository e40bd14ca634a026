import { Link } from '@tanstack/react-router';
import { SEATS } from '../../../../shared/lords/registry.ts';
import type { Seat } from '../../../../shared/seats/contract/seat.ts';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { Cards } from './cards.tsx';
import styles from './council.module.css';
import { useStatus } from './seats.ts';

/** The council room: what each seat is for, and its figures. */
export function Page() {
  return (
    <PageFrame
      title="Council"
      about="Seats that look at the whole. They read what happened, say what they read, and act only through tasks and approvals."
    >
      <ul className={styles.seats} aria-label="Seats of the Council">
        {SEATS.map((seat) => (
          <li key={seat.name}>
            <OfSeat seat={seat} />
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}

function OfSeat({ seat }: { readonly seat: Seat }) {
  const query = useStatus(seat);
  return (
    <Card
      title={
        <Link to="/council/$seat" params={{ seat: seat.name } as never}>
          {seat.title}
        </Link>
      }
    >
      <div className="stack">
        <p>{seat.purpose}</p>
        <Loaded query={query} lines={3}>
          {({ cards, latestAt }) => (
            <>
              <Cards seat={seat} of={cards} />
              <p className="quiet small">
                {latestAt === null ? (
                  'It has made nothing yet.'
                ) : (
                  <>
                    Its latest work: <Time at={latestAt} />
                  </>
                )}
              </p>
            </>
          )}
        </Loaded>
      </div>
    </Card>
  );
}
