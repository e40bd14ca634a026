import { Link } from '@tanstack/react-router';
import { DRAWINGS } from '../../../../shared/lords/drawings.ts';
import { drawn } from '../../../../shared/seats/contract/drawing.ts';
import { nextActs } from '../../../../shared/seats/contract/next-acts.ts';
import type { Seat } from '../../../../shared/seats/contract/seat.ts';
import type { WorkView } from '../../../../shared/seats/contract/work.ts';
import { Output } from '../../output/output.tsx';
import { schemaOf } from '../../schema-form/schema.ts';
import { Badge, State, wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Time } from '../../ui/time.tsx';
import { Values } from '../../ui/values.tsx';
import { ActButton } from './act-button.tsx';
import styles from './council.module.css';
import { pictureOf } from './pictures/pictures.ts';
import { tabOfWork } from './seats.ts';
import { Terms } from './terms.tsx';

interface WorkProps {
  readonly seat: Seat;
  readonly kind: string;
  readonly of: WorkView;
  readonly select: (id: string | undefined) => void;
}

/** Where a record that a work rests on can be looked at. */
const PLACES: Readonly<Record<string, (id: string) => string>> = {
  analytics: () => '/analytics',
  mission: (id) => `/missions/${id}`,
  task: (id) => `/tasks/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  domain: (id) => `/domains/${id}`,
  lead: (id) => `/leads/${id}`,
  approval: (id) => `/approvals/${id}`,
  alert: () => '/alerts',
  recommendation: () => '/recommendations',
  document: (id) => `/knowledge/${id}`,
  guild: (id) => `/guilds/${id}`,
  settings: () => '/settings',
};

/** One work: its picture, its result, what it rests on, what came of it, and what may be done with it. */
export function Work({ seat, kind, of, select }: WorkProps) {
  const { id, state, title, sources, confidence, outcome, dueAt, input } = of;
  const known = seat.kinds[kind];
  const result = of.result as Readonly<Record<string, unknown>>;
  const Picture = pictureOf(seat.name, kind);
  const acts = nextActs(seat, kind, of);
  const drawing = DRAWINGS[seat.name][kind];
  const told = drawing && drawn(drawing, result);
  return (
    <Card title={title} actions={<Button onClick={() => select(undefined)}>Close</Button>}>
      <div className="stack">
        <p className="row">
          <State of={state} />
          {confidence === null ? null : (
            <Badge tone="info">
              Confidence {wordsOf(confidence.level).toLowerCase()} ({confidence.value.toFixed(2)})
            </Badge>
          )}
          <span className="quiet small">
            <Time at={of.createdAt} /> by {of.createdBy}
          </span>
        </p>
        {told === undefined ? null : <p>{told.says}</p>}
        {Picture === undefined ? null : <Picture of={result} />}
        {told === undefined ? null : <Facts of={[...told.figures]} />}
        <Facts
          of={[
            ['How sure', confidence?.basis],
            ['What came of it', outcome?.says],
            ['Looked at again', dueAt === null ? null : <Time key="due" at={dueAt} />],
          ]}
        />
        {Picture === undefined ? (
          <Output of={result} schema={known ? schemaOf(known.result) : {}} />
        ) : (
          <details>
            <summary>All of it</summary>
            <Output of={result} schema={known ? schemaOf(known.result) : {}} />
          </details>
        )}
        <Terms in={JSON.stringify([kind, told, confidence, outcome])} />
        <section className="stack-tight" aria-label="What it rests on">
          <h3>What it rests on</h3>
          <ul className={styles.sources}>
            {sources.map((source) => {
              const tab = source.kind === 'work' ? tabOfWork(seat, source.id) : undefined;
              const to = tab ? '/council/$seat' : PLACES[source.kind]?.(source.id);
              return (
                <li key={`${source.kind} ${source.id} ${source.says}`}>
                  {to === undefined ? (
                    <strong>{wordsOf(source.kind)}</strong>
                  ) : (
                    <Link
                      to={to as never}
                      {...(tab && {
                        params: { seat: seat.name } as never,
                        search: { tab: tab.id, work: source.id } as never,
                      })}
                    >
                      {wordsOf(source.kind)}
                    </Link>
                  )}
                  : {source.says}
                </li>
              );
            })}
          </ul>
        </section>
        {Object.keys(input).length === 0 ? null : (
          <details>
            <summary>As it was asked for</summary>
            <Values of={input} />
          </details>
        )}
        {acts.length > 0 ? (
          <div className="row">
            {acts.map(({ operation, act, about }) => (
              <ActButton
                key={operation}
                seat={seat}
                operation={operation}
                act={act}
                work={id}
                about={about}
                onMade={(made) => select(made.id)}
              />
            ))}
          </div>
        ) : null}
      </div>
    </Card>
  );
}
