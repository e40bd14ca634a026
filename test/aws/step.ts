import { KNOWN_GAPS, type KnownGap } from './emulator/known-gaps.ts';

/** One thing that the run did, or could not do. */
interface StepResult {
  readonly step: string;
  readonly verdict: 'pass' | 'known gap' | 'fail' | 'not reached';
  readonly seconds: number;
  readonly detail: string;
}

/** Says that something of a step was not seen because of a gap. @throws on AWS, which has none */
type Lacks = (gap: KnownGap, seen: string) => void;

export interface Steps {
  readonly results: readonly StepResult[];
  /** Runs a step once. When one has failed, those that stand on it are not reached. */
  take<T>(
    step: string,
    work: (lacks: Lacks) => Promise<{ detail: string; value: T }>,
  ): Promise<T | undefined>;
}

export function createSteps(options: { isEmulator: boolean; log: (line: string) => void }): Steps {
  const results: StepResult[] = [];
  const add = (result: StepResult): void => {
    results.push(result);
    options.log(line(result));
  };
  return {
    results,
    async take(step, work) {
      if (results.some(({ verdict }) => verdict === 'fail')) {
        add({ step, verdict: 'not reached', seconds: 0, detail: 'An earlier step failed.' });
        return undefined;
      }
      const began = performance.now();
      const seconds = (): number => Math.round((performance.now() - began) / 100) / 10;
      const gaps: string[] = [];
      const lacks: Lacks = (gap, seen) => {
        if (!options.isEmulator) throw new Error(seen);
        gaps.push(`${seen} ${KNOWN_GAPS[gap]}`);
      };
      try {
        const { detail, value } = await work(lacks);
        const verdict = gaps.length === 0 ? 'pass' : 'known gap';
        add({ step, verdict, seconds: seconds(), detail: [detail, ...gaps].join('\n            ') });
        return value;
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        add({ step, verdict: 'fail', seconds: seconds(), detail: detail.slice(0, 2000) });
        return undefined;
      }
    },
  };
}

const line = ({ verdict, step, seconds, detail }: StepResult): string =>
  `${verdict.padEnd(11)} ${step} (${seconds} s): ${detail}`;

/** All steps again in a table, and how many came to what. */
export function summary(results: readonly StepResult[]): string {
  const rows = results.map(
    ({ step, verdict, seconds }) =>
      `${step.padEnd(10)} ${verdict.padEnd(11)} ${seconds.toFixed(1).padStart(6)} s`,
  );
  const counts = (['pass', 'known gap', 'fail', 'not reached'] as const)
    .map((verdict) => [results.filter((result) => result.verdict === verdict).length, verdict] as const)
    .filter(([count]) => count > 0)
    .map(([count, verdict]) => `${count} ${verdict}`);
  return [...rows, `${results.length} steps: ${counts.join(', ')}`].join('\n');
}
