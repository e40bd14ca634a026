import { withBenchHome } from './bench-rex.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

const RUNS = 2;

/** From the command to a Rex that answers: in a home that is made for it, and in one that has been used. */
export async function benchStart(progress: Progress): Promise<Table[]> {
  const seconds: { cold: string[]; warm: string[] } = { cold: [], warm: [] };
  for (let run = 1; run <= RUNS; run++) {
    await withBenchHome(async (start) => {
      for (const kind of ['cold', 'warm'] as const) {
        const began = performance.now();
        const rex = await start();
        seconds[kind].push(((performance.now() - began) / 1000).toFixed(1));
        // The console is built afterwards: the next start finds it.
        await fetch(rex.local.info.url, { headers: { accept: 'text/html' } });
        await rex.stop();
      }
    });
    progress(`start ${run} of ${RUNS}: ${seconds.cold.at(-1)} s, ${seconds.warm.at(-1)} s`);
  }
  return [
    {
      title: 'Start of the local Rex (aim: 15 s)',
      columns: ['home', 'seconds to ready', 'aim'],
      rows: [
        ['new', seconds.cold.join(', '), '<= 15'],
        ['used before', seconds.warm.join(', '), '<= 15'],
      ],
      notes: [
        'A new home bundles all functions and synthesizes the stacks; a used one finds both, while no source has changed.',
      ],
    },
  ];
}
