import type { Look, Seat } from '../../../../shared/seats/contract/seat.ts';
import { useApi } from '../../api/hooks.ts';
import { Output } from '../../output/output.tsx';
import { schemaOf } from '../../schema-form/schema.ts';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { pictureOf } from './pictures/pictures.ts';
import { routeOf, type SeatTab } from './seats.ts';

/** The other views that belong to a tab: those that need no parameter of the path. */
export function Looks({ seat, tab }: { readonly seat: Seat; readonly tab: SeatTab }) {
  const looks = Object.entries(seat.looks).filter(
    ([, { params, tab: of }]) => params === undefined && of === tab.label,
  );
  return looks.map(([operation, look]) => (
    <OneLook key={operation} seat={seat} operation={operation} look={look} />
  ));
}

function OneLook({
  seat,
  operation,
  look,
}: {
  readonly seat: Seat;
  readonly operation: string;
  readonly look: Look;
}) {
  const query = useApi(routeOf(seat, operation), {});
  return (
    <Card title={look.summary.replace(/\..*$/, '')}>
      <Loaded query={query as never} lines={4}>
        {(answer: Readonly<Record<string, unknown>>) => {
          const { cursor: _, ...shown } = answer;
          const Picture = pictureOf(seat.name, operation);
          if (Picture === undefined) return <Output of={shown} schema={schemaOf(look.result)} />;
          return (
            <div className="stack">
              <Picture of={shown} />
              <details>
                <summary>All of it</summary>
                <Output of={shown} schema={schemaOf(look.result)} />
              </details>
            </div>
          );
        }}
      </Loaded>
    </Card>
  );
}
