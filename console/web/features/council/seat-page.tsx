import * as z from 'zod';
import type { Seat } from '../../../../shared/seats/contract/seat.ts';
import { statusOperation } from '../../../../shared/seats/contract/seat.ts';
import { workIdSchema } from '../../../../shared/seats/contract/work.ts';
import { useAddress, usePathPart } from '../../app/address.ts';
import { Button } from '../../ui/button.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ActButton } from './act-button.tsx';
import { Cards } from './cards.tsx';
import { Looks } from './looks.tsx';
import { routeOf, seatNamed, tabsOf, useStatus } from './seats.ts';
import { Terms } from './terms.tsx';
import { Works } from './works.tsx';

const addressSchema = z.object({ tab: z.string(), work: workIdSchema, figure: z.string().max(100) });

/** One seat of the Council: its figures, and a tab for each kind of what it makes. */
export function Page() {
  const seat = seatNamed(usePathPart('seat'));
  if (!seat) return <Empty title="There is no such seat">The Council page lists them.</Empty>;
  return <OfSeat key={seat.name} seat={seat} />;
}

function OfSeat({ seat }: { readonly seat: Seat }) {
  const query = useStatus(seat);
  const [{ tab: asked, work, figure }, change] = useAddress(addressSchema);
  const tabs = tabsOf(seat);
  const tab = tabs.find(({ id }) => id === asked) ?? tabs[0];
  if (!tab) return null;
  const acts = Object.entries(seat.acts).filter(
    ([, act]) => act.of === undefined && tab.kinds.includes(act.kind),
  );
  const card = query.data?.cards.find(({ title }) => title === figure);
  const select = (id: string | undefined) => change({ work: id });
  return (
    <PageFrame
      title={seat.title}
      about={seat.purpose}
      actions={
        <CopyAs
          route={routeOf(seat, statusOperation(seat))}
          request={{}}
          command={`rex council show ${seat.name}`}
        />
      }
    >
      <Loaded query={query} lines={4}>
        {({ cards }) => (
          <div className="stack-tight">
            <Cards seat={seat} of={cards} />
            <Terms in={cards.map(({ title, says }) => `${title} ${says}`).join(' ')} />
          </div>
        )}
      </Loaded>
      <Tabs label={`What the ${seat.title} does`} tabs={tabs} current={tab.id} />
      <div className="row">
        {acts.map(([operation, act]) => (
          <ActButton
            key={operation}
            seat={seat}
            operation={operation}
            act={act}
            onMade={({ id }) => select(id)}
          />
        ))}
      </div>
      {card ? (
        <p className="row">
          Only what “{card.title}” is counted from.
          <Button onClick={() => change({ figure: undefined })}>Show all</Button>
        </p>
      ) : null}
      <Works
        key={tab.id}
        seat={seat}
        tab={tab}
        unlisted={query.data?.unlisted ?? []}
        only={card && new Set(card.works.map(({ id }) => id))}
        selected={work}
        select={select}
      />
      <Looks seat={seat} tab={tab} />
    </PageFrame>
  );
}
