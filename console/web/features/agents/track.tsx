import type { AutonomyView } from '../../../../shared/autonomy/contract/routes.ts';
import { autonomyRoutes } from '../../../../shared/autonomy/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { count, decimal, plural } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Badge, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';

/** The record of one agent for one kind of effect in one segment. */
export function Track({ of: track }: { readonly of: AutonomyView }) {
  const { agent, effect, segment, byItself, sentence, evidence, needed, stillNeeded } = track;
  return (
    <Card
      title={
        <span className="row">
          {wordsOf(effect.replace('.', ' '))}
          <Badge tone={byItself ? 'good' : 'neutral'}>{byItself ? 'By itself' : 'Asks first'}</Badge>
        </span>
      }
      actions={<Actions track={track} />}
    >
      <div className="stack">
        <p>{sentence}</p>
        <Facts
          of={[
            ['Agent', agent],
            ['Segment', segment],
            ['Decided', `${count(track.decided)}, ${count(track.unchanged)} of them approved unchanged`],
            ['Ran by itself', plural(track.ran, 'effect')],
            ['Evidence', `${decimal(evidence)} of ${decimal(needed)}`],
            [
              'Still needed',
              stillNeeded === null || byItself
                ? null
                : `${plural(stillNeeded, 'effect')} in a row to approve unchanged`,
            ],
            [
              'Lost',
              track.lostAt === null ? null : (
                <span key="lost">
                  <Time at={track.lostAt} />: {track.lostBecause}
                </span>
              ),
            ],
            ['Taken back by', track.revokedBy],
          ]}
        />
      </div>
    </Card>
  );
}

function Actions({ track: { agent, effect, segment, revokedBy } }: { readonly track: AutonomyView }) {
  const session = useSession();
  const tell = useTell();
  const revoke = useCommand(autonomyRoutes.revokeAutonomy);
  const anew = useCommand(autonomyRoutes.beginAutonomyAnew);
  const body = { agent, effect, segment };
  return (
    <>
      {revokedBy === null && session.may(autonomyRoutes.revokeAutonomy) ? (
        <Confirm
          small
          kind="danger"
          label="Take back"
          title="Take back what it has earned"
          about="Every such effect is asked about again, and the agent earns nothing until it may begin anew."
          run={async () => {
            await revoke.mutateAsync({ body });
            tell('Taken back: it asks first from now on');
          }}
        />
      ) : null}
      {session.may(autonomyRoutes.beginAutonomyAnew) ? (
        <Confirm
          small
          label="Begin anew"
          title="Forget its record"
          about="Its record is forgotten, good and bad, for example because the agent was changed. It then asks first until it has earned more."
          run={async () => {
            await anew.mutateAsync({ body });
            tell('Its record begins anew');
          }}
        />
      ) : null}
    </>
  );
}
