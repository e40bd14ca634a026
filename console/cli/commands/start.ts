import { isAbsolute, resolve } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { callsOutText, findLocalRex, type LocalInfo } from '../local/local-info.ts';
import { startLocalProcess } from '../local/local-process.ts';
import { renderFacts } from '../terminal/table.ts';

export const start = defineCommand({
  name: 'start',
  summary: 'Run Rex on this machine: API, WebSocket, mailbox, sign-in',
  details:
    'Stays in the foreground until Ctrl-C. All state is in REX_HOME and survives a kill at any moment:\n' +
    'start Rex again, and every mission continues.\n' +
    'Nothing leaves this machine, whatever keys are in the environment, unless you allow it: REX_OPENAI=on makes Rex use\n' +
    'OPENAI_API_KEY, and REX_ENRICHMENT=on makes it use APOLLO_API_KEY and HUNTER_API_KEY.',
  examples: [
    'rex start',
    'REX_HOME=/tmp/trial REX_PORT=0 rex start',
    'rex start --people angry.json --seed 7',
  ],
  input: z.strictObject({
    people: value('FILE', z.string().optional(), 'Profile of the simulated recipients (JSON)'),
    seed: value('N', z.coerce.number().int().min(0).optional(), 'Seed of the simulated recipients'),
  }),
  async run({ settings, home, streams, signal }, { people, seed }) {
    const running = await findLocalRex(home);
    if (running) {
      throw new CliError(
        'ALREADY_RUNNING',
        `Rex runs for ${home.root} already, at ${running.url} (process ${running.pid}).`,
      );
    }
    const local = await startLocalProcess({
      home: home.root,
      port: settings.port,
      people: people === undefined || isAbsolute(people) ? people : resolve(people),
      seed,
      progress: streams.stderr,
    });
    if (signal.aborted) await local.stop();
    signal.addEventListener('abort', () => void local.stop(), { once: true });
    return {
      json: { ...local.info, home: home.root },
      text: `${renderFacts(whereIsWhat(local.info, home.root))}\n\nTry "rex demo" in another terminal. Ctrl-C stops Rex.`,
      // Told to stop, it did its job.
      until: local.exited.then((code) => (signal.aborted ? 0 : code || 1)),
    };
  },
});

function whereIsWhat(info: LocalInfo, home: string): [string, string][] {
  const rows: [string, string | undefined][] = [
    ['Sign-in', `${info.url}/`],
    ['API', info.url],
    ['API document', `${info.url}/openapi.json`],
    ['Mailbox', info.mailboxUrl],
    ['WebSocket', info.wsUrl],
    ['Token issuer', info.issuer],
    ['State', home],
    ['Calls out to', callsOutText(info)],
    ['Process', String(info.pid)],
  ];
  return rows.flatMap(([name, where]): [string, string][] => (where === undefined ? [] : [[name, where]]));
}
