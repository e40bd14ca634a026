import { autonomyRoutes } from '../../../../shared/autonomy/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty, Loaded, Notice } from '../../ui/notice.tsx';
import { Track } from './track.tsx';

/** What each agent may do by itself, why, and what it would need for more. */
export function Autonomy() {
  const autonomy = useApi(autonomyRoutes.listAutonomy, {});
  return (
    <>
      <div className="spread">
        <p className="quiet">
          An agent earns the right to act by itself, for each kind of effect and each segment apart, when
          people approve unchanged what it proposes.
        </p>
        <CopyAs route={autonomyRoutes.listAutonomy} request={{}} command="rex autonomy list" />
      </div>
      <Loaded query={autonomy} lines={8}>
        {({ autonomy: tracks }) =>
          tracks.length === 0 ? (
            <>
              <Notice>
                <p>Every effect outside of Rex is asked about.</p>
              </Notice>
              <Empty title="Nothing was earned yet">
                When you decide about the effects of tasks, the record of each agent grows here.
              </Empty>
            </>
          ) : (
            tracks.map((track) => (
              <Track key={`${track.agent} ${track.effect} ${track.segment}`} of={track} />
            ))
          )
        }
      </Loaded>
    </>
  );
}
