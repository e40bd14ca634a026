import { Link } from '@tanstack/react-router';
import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';
import { Who } from '../../app/who.tsx';
import { Badge, State, wordsOf } from '../../ui/badge.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './campaigns.module.css';
import { MoveActions } from './move-actions.tsx';
import { draftOf } from './move-draft.ts';

interface MoveItemProps {
  readonly of: MoveView;
  readonly moves: readonly MoveView[];
  /** The campaign has not ended. */
  readonly open: boolean;
}

/** One move of a plan: how it stands and why, what carries it out, and what it waits for. */
export function MoveItem({ of: move, moves, open }: MoveItemProps) {
  const { title, state, late, reason, description, dependsOn, dueAt, startsAt, owner, part } = move;
  const after = dependsOn.flatMap((id) => moves.find((each) => each.id === id)?.title ?? []);
  const { kind, type, instructions } = draftOf(move);
  return (
    <li className={styles.move}>
      <div className={`${styles.what} stack-tight`}>
        <p className="row">
          <span className={styles.title}>{title}</span> <State of={state} />
          {late ? <Badge tone="warn">Late</Badge> : null}
        </p>
        {description === null ? null : <p className="small">{description}</p>}
        {kind === 'person' && instructions !== description ? <p className="small">{instructions}</p> : null}
        <p className="quiet small">
          {kind === 'person'
            ? 'A person'
            : kind === 'mission'
              ? `Mission: ${wordsOf(type)}`
              : `Task: ${type}`}
          {owner === null ? null : (
            <>
              , owner <Who is={owner} />
            </>
          )}
          {startsAt === null ? null : (
            <>
              , not before <Time at={startsAt} />
            </>
          )}
          {dueAt === null ? null : (
            <>
              , due <Time at={dueAt} />
            </>
          )}
          {after.length === 0 ? null : `, after ${after.map((each) => `“${each}”`).join(' and ')}`}
          {part === null ? null : (
            <>
              , <PartLink id={part} kind={kind} />
            </>
          )}
        </p>
        {reason === null ? null : (
          <p className="small">
            <Prose of={reason} />
          </p>
        )}
      </div>
      <MoveActions of={move} moves={moves} open={open} />
    </li>
  );
}

/** What a move of a person begins is a task too. */
const PartLink = ({ id, kind }: { readonly id: string; readonly kind: string }) => (
  <Link to={kind === 'mission' ? '/missions/$id' : '/tasks/$id'} params={{ id } as never}>
    {kind === 'mission' ? 'the mission' : 'the task'}
  </Link>
);
