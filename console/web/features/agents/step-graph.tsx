import type { z } from 'zod';
import type { agentRoutes } from '../../../../shared/coordination/contract/routes.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { type Placed, placed } from './graph.ts';
import styles from './step-graph.module.css';

type Step = z.output<typeof agentRoutes.listWorkflows.success.schema>['workflows'][number]['steps'][number];

const BOX = { width: 184, height: 68 } as const;
const GAP = { x: 44, y: 14 } as const;
const leftOf = ({ column }: Placed<Step>): number => column * (BOX.width + GAP.x);
const topOf = ({ row }: Placed<Step>): number => row * (BOX.height + GAP.y);

const WAITS = {
  approval: 'waits for approval',
  calendar: 'waits for the calendar',
  automation: 'waits for an automation',
};

/** The steps of a workflow from left to right, with a line from each to those that need it. */
export function StepGraph({ steps, label }: { readonly steps: readonly Step[]; readonly label: string }) {
  const places = placed(steps);
  const width = Math.max(...places.map(leftOf)) + BOX.width;
  const height = Math.max(...places.map(topOf)) + BOX.height;
  const byName = new Map(places.map((place) => [place.node.name, place]));
  const lines = places.flatMap((to) =>
    to.node.dependsOn.flatMap((name) => {
      const from = byName.get(name);
      return from === undefined ? [] : [{ key: `${name} ${to.node.name}`, path: lineFrom(from, to) }];
    }),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keys too
    <section className={styles.scroller} aria-label={label} tabIndex={0}>
      <div className={styles.graph} style={{ width, height }}>
        <svg aria-hidden="true" className={styles.lines} width={width} height={height}>
          {lines.map(({ key, path }) => (
            <path key={key} d={path} />
          ))}
        </svg>
        <ol>
          {places.map((place) => (
            <li
              key={place.node.name}
              className={styles.step}
              style={{ left: leftOf(place), top: topOf(place), width: BOX.width, height: BOX.height }}
            >
              <Box step={place.node} />
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

function lineFrom(from: Placed<Step>, to: Placed<Step>): string {
  const [x1, y1] = [leftOf(from) + BOX.width, topOf(from) + BOX.height / 2];
  const [x2, y2] = [leftOf(to), topOf(to) + BOX.height / 2];
  const middle = x2 - GAP.x / 2;
  return `M${x1} ${y1} H${middle - GAP.x / 2} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

function Box({ step: { name, agent, dependsOn, waitsFor, retries, compensate } }: { readonly step: Step }) {
  const notes = [
    waitsFor === null ? undefined : WAITS[waitsFor],
    retries === 0 ? undefined : `${retries} ${retries === 1 ? 'retry' : 'retries'}`,
    compensate === null ? undefined : `undone by ${wordsOf(compensate).toLowerCase()}`,
  ].filter((each) => each !== undefined);
  return (
    <>
      <strong>{wordsOf(name)}</strong>
      <span className={styles.note} title={agent}>
        {agent}
      </span>
      <span className={styles.note} title={notes.join(', ')}>
        {notes[0]}
      </span>
      <span className="visually-hidden">
        {dependsOn.length === 0 ? 'first' : `after ${dependsOn.map(wordsOf).join(' and ')}`}
      </span>
    </>
  );
}
