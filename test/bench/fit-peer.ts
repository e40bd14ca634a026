import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type BgNbdParameters, fitBgNbd, type RepeatHistory } from '../../shared/scoring/domain/bg-nbd.ts';
import { median } from '../../shared/statistics/domain/quantiles.ts';
import { cdnowSummary } from '../support/cdnow.ts';
import type { Table } from './table.ts';

const RUNS = 9;
const COPIES = 9;
/** Weeks: too little to change a fit, enough that no two customers are alike. */
const APART = 1e-6;

interface Fitted {
  readonly parameters: BgNbdParameters;
  /** Milliseconds. */
  readonly processor: number;
  readonly wall: number;
}

/** BG/NBD fitted by Rex and by the Python package `lifetimes`, where the interpreter `python` has it. */
export function fitPeerTable(python: string | undefined): Table {
  const sample = cdnowSummary().map(({ x, tx, T }) => ({ x, tx, T }));
  const copies = Array.from({ length: COPIES }, () => sample).flat();
  const lists: [string, RepeatHistory[]][] = [
    ['the sample', sample],
    ['nine copies of it', copies],
    ['nine copies, no two customers alike', copies.map((each, i) => ({ ...each, T: each.T + APART * i }))],
  ];
  return {
    title: 'Fit of BG/NBD beside lifetimes, median of nine runs',
    columns: [
      'customers',
      'n',
      'Rex, processor ms',
      'wall',
      'lifetimes, processor ms',
      'wall',
      'ratio',
      'apart',
    ],
    rows: lists.map(([name, histories]) => {
      const rex = fitByRex(histories);
      const peer = python === undefined ? undefined : fitByLifetimes(python, histories);
      return [
        name,
        String(histories.length),
        rex.processor.toFixed(1),
        rex.wall.toFixed(1),
        peer?.processor.toFixed(1) ?? '',
        peer?.wall.toFixed(1) ?? '',
        peer ? (rex.processor / peer.processor).toFixed(3) : '',
        peer ? `${(farthest(rex.parameters, peer.parameters) * 100).toFixed(4)} %` : '',
      ];
    }),
    notes: [
      'Ratio: of processor time. Apart: the largest difference of a parameter.',
      ...(python === undefined ? ['For lifetimes: pip install lifetimes, then --lifetimes PYTHON.'] : []),
    ],
  };
}

function fitByRex(histories: readonly RepeatHistory[]): Fitted {
  const runs = Array.from({ length: RUNS }, () => {
    const [cpu, clock] = [process.cpuUsage(), performance.now()];
    fitBgNbd(histories);
    const { user, system } = process.cpuUsage(cpu);
    return { processor: (user + system) / 1_000, wall: performance.now() - clock };
  });
  return {
    parameters: fitBgNbd(histories),
    processor: median(runs.map(({ processor }) => processor)),
    wall: median(runs.map(({ wall }) => wall)),
  };
}

function fitByLifetimes(python: string, histories: readonly RepeatHistory[]): Fitted {
  const script = fileURLToPath(new URL('fit-peer.py', import.meta.url));
  const { parameters, runs } = JSON.parse(
    execFileSync(python, [script, String(RUNS)], {
      input: JSON.stringify(histories.map(({ x, tx, T }) => [x, tx, T])),
      encoding: 'utf8',
    }),
  ) as { parameters: BgNbdParameters; runs: [processor: number, wall: number][] };
  return {
    parameters,
    processor: median(runs.map(([processor]) => processor)),
    wall: median(runs.map(([, wall]) => wall)),
  };
}

const farthest = (left: BgNbdParameters, right: BgNbdParameters): number =>
  Math.max(...(['r', 'alpha', 'a', 'b'] as const).map((name) => Math.abs(left[name] / right[name] - 1)));
