/** One thing that the run did, or could not do. */
interface StepResult {
  readonly step: string;
  readonly verdict: 'done' | 'failed' | 'not reached';
  readonly seconds: number;
  readonly detail: string;
}

export interface Steps {
  readonly results: readonly StepResult[];
  /** Runs a step once. When one has failed, those that stand on it are not reached. */
  take<T>(step: string, work: () => Promise<{ detail: string; value: T }>): Promise<T | undefined>;
}

export function createSteps(log: (line: string) => void): Steps {
  const results: StepResult[] = [];
  const add = (result: StepResult): void => {
    results.push(result);
    log(`${result.verdict.padEnd(11)} ${result.step} (${result.seconds} s): ${result.detail}`);
  };
  return {
    results,
    async take(step, work) {
      const began = performance.now();
      const seconds = (): number => Math.round((performance.now() - began) / 100) / 10;
      if (results.some(({ verdict }) => verdict === 'failed')) {
        add({ step, verdict: 'not reached', seconds: 0, detail: 'An earlier step failed.' });
        return undefined;
      }
      try {
        const { detail, value } = await work();
        add({ step, verdict: 'done', seconds: seconds(), detail });
        return value;
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        add({ step, verdict: 'failed', seconds: seconds(), detail: detail.slice(0, 2000) });
        return undefined;
      }
    },
  };
}
