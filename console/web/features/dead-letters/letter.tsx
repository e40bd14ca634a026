import type { z } from 'zod';
import { operationRoutes } from '../../../../shared/operations/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Who } from '../../app/who.tsx';
import { count } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { Value } from '../../ui/values.tsx';
import { bodyOf } from './body-of.ts';

type Page = z.output<typeof operationRoutes.listDeadLetters.success.schema>;
type DeadLetter = Page['deadLetters'][number];

const TONES = { open: 'bad', replaying: 'info', replayed: 'good', discarded: 'neutral' } as const;

/** One message: what failed, why, what it means, what it says, and what became of it. */
export function Letter({ letter }: { readonly letter: DeadLetter }) {
  const { queue, state, failure, impact, receives, body } = letter;
  return (
    <Card title={wordsOf(queue)} actions={<Actions letter={letter} />}>
      <div className="stack">
        <p>{failure?.problem ?? 'Why it failed is not known: its consumer ended without a word.'}</p>
        <Facts
          of={[
            ['State', <State key="state" of={state} tone={TONES[state]} />],
            ['Error', failure?.code],
            ['What does not happen', impact && <Prose key="impact" of={impact} />],
            [
              'Died',
              <span key="died">
                <Time at={letter.diedAt} />, after {count(receives)} tries; sent <Time at={letter.sentAt} />
              </span>,
            ],
            [
              'Replay',
              state === 'open' && !letter.replayable ? 'Not needed: a later run does its work anyway' : null,
            ],
            [
              'Decided',
              letter.decidedAt === null ? null : (
                <span key="decided">
                  <Time at={letter.decidedAt} /> by <Who is={letter.decidedBy ?? 'rex'} />
                </span>
              ),
            ],
            ['Id', <code key="id">{letter.id}</code>],
            [
              'Correlation id',
              letter.correlationId === null ? null : <code key="of">{letter.correlationId}</code>,
            ],
          ]}
        />
        <details>
          <summary className="small quiet">The message</summary>
          <Value of={bodyOf(body)} />
        </details>
      </div>
    </Card>
  );
}

function Actions({ letter: { id, state, replayable } }: { readonly letter: DeadLetter }) {
  const session = useSession();
  const tell = useTell();
  const replay = useCommand(operationRoutes.replayDeadLetter, ['alerts']);
  const discard = useCommand(operationRoutes.discardDeadLetter, ['alerts']);
  if (state !== 'open' || !session.may(operationRoutes.replayDeadLetter)) return null;
  const request = { params: { id } };
  return (
    <>
      {replayable ? (
        <Confirm
          small
          kind="primary"
          label="Replay"
          title="Replay this message"
          about="It goes back on its queue, once. Do this after what made it fail is mended; if it fails again, it comes back here."
          run={async () => {
            await replay.mutateAsync(request);
            tell('It is on its queue again');
          }}
        />
      ) : null}
      <Confirm
        small
        kind="danger"
        label="Discard"
        title="Discard this message"
        about="What it would have done is not done. It stays on the list as discarded and cannot be replayed."
        run={async () => {
          await discard.mutateAsync(request);
          tell('Discarded');
        }}
      />
    </>
  );
}
