import { useState } from 'react';
import { isOutreachType } from '../../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading, Notice, Problem } from '../../ui/notice.tsx';
import { Experiment } from './experiment.tsx';

const AT_ONCE = 10;
const DONE = new Set(['COLLECTING', 'ANALYZING', 'OPTIMIZING', 'COMPLETED']);

/** The A/B tests and holdouts of the latest missions that wrote to people. */
export function Experiments() {
  const [shown, setShown] = useState(AT_ONCE);
  const pages = usePages(missionRoutes.listMissions, { query: { limit: 100 } }, ({ missions }) =>
    missions.filter(({ type, state }) => isOutreachType(type) && DONE.has(state)),
  );
  if (pages.error !== null) return <Problem error={pages.error} retry={pages.retry} />;
  if (pages.isLoading) return <Loading lines={8} />;
  if (pages.rows.length === 0) {
    return (
      <Empty title="No experiment yet">
        Every mission that writes to people compares two variants of its messages and holds some leads out.
        What came of it is here once replies are collected.
      </Empty>
    );
  }
  return (
    <>
      <Notice>
        <p>
          Each mission compares variants A and B by replies, and all contacted leads with those that were held
          out. The intervals stay valid however often they are looked at.
        </p>
      </Notice>
      {pages.rows.slice(0, shown).map(({ id }) => (
        <Experiment key={id} mission={id} />
      ))}
      {pages.rows.length > shown || pages.hasMore ? (
        <div>
          <Button
            onClick={() => {
              setShown(shown + AT_ONCE);
              if (pages.rows.length < shown + AT_ONCE) pages.more();
            }}
          >
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
