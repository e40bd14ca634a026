import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBenchHome } from './bench-rex.ts';
import { startListmonk } from './listmonk.ts';
import { watchTree } from './process-tree.ts';
import type { Progress } from './section.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';
import type { Table } from './table.ts';
import { runWholeMission } from './whole-mission.ts';

const DATA = new URL('../../../shared/data/leads/', import.meta.url);
const AS_OF = '1997-09-30';
const TICKS = 100;
const SUBJECT = 'Shall we pick things up again?';
const HTML = `<p>Hello,</p><p>It has been a while, and a lot has come in since. <a href="https://www.rex-demo.example/new">Have a look</a>.</p>
<p>Elena, Harbour Records, 12 Quay Street, Portland, ME 04101, USA</p>`;

interface Sent {
  readonly what: string;
  readonly emails: number;
  /** From the start to the end, and from the first e-mail to the last. */
  readonly seconds: number;
  readonly sending: number;
  readonly cpuSeconds: number;
}

/** E-mails a second and a processor-second: Rex, a plain loop over nodemailer and listmonk, to the same people. */
export async function benchPeers(
  progress: Progress,
  { listmonk, database }: { listmonk?: string | undefined; database?: string | undefined },
): Promise<Table[]> {
  progress('Rex, one step');
  const { addresses, sent } = await sendByRex();
  const sink = await startSmtpSink();
  const rows: Sent[] = [sent];
  const notes = [
    `The same ${addresses.length} people, whom Rex chose among the leads of ../shared/data; import apart. Rex: the mission with its scores, drafts,`,
    'approval, ledger, bounces, opens and replies of simulated people, and report, its database engine and its stand-in of SES',
    'included. The others send to an SMTP sink, whose time is not counted. "While sending": from the first e-mail to the last.',
  ];
  try {
    progress('nodemailer');
    rows.push(await sendByNodemailer(sink, addresses));
    if (listmonk === undefined || database === undefined) {
      notes.push('listmonk: --listmonk BINARY --database postgres://…; README.md says how to get both.');
    } else {
      progress('listmonk');
      rows.push(...(await sendByListmonk(sink, { binary: listmonk, database }, addresses)));
      notes.push('listmonk: its own processor time and that of all processes named postgres.');
    }
  } finally {
    await sink.stop();
  }
  const columns = ['what', 'e-mails', 's', 'a second', 'while sending', 'processor s', 'a processor-second'];
  return [
    {
      title: 'E-mails to one list',
      columns,
      rows: rows.map(({ what, emails, seconds, sending, cpuSeconds }) => [
        what,
        String(emails),
        seconds.toFixed(2),
        (emails / seconds).toFixed(0),
        (emails / sending).toFixed(0),
        cpuSeconds.toFixed(2),
        (emails / cpuSeconds).toFixed(0),
      ]),
      notes,
    },
  ];
}

async function sendByRex(): Promise<{ addresses: string[]; sent: Sent }> {
  return withBenchHome(async (start) => {
    const rex = await start();
    const watch = watchTree(rex.local.info.pid);
    const read = (file: string): string => readFileSync(new URL(file, DATA), 'utf8');
    const files = { leads: read('leads.csv'), orders: read('orders.csv') };
    let imported = 0;
    const run = await runWholeMission(rex, { name: 'peers', ...files, asOf: AS_OF, steps: 1 }, () => {
      imported = watch.look().cpuSeconds;
    });
    const cpuSeconds = watch.stop().cpuSeconds - imported;
    const folder = join(rex.home, 'mail');
    const mails = readdirSync(folder)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => join(folder, file));
    const at = mails.map((mail) => statSync(mail).mtimeMs).toSorted((a, b) => a - b);
    const addresses = mails.flatMap(
      (mail) => /^To: (.+)$/im.exec(readFileSync(mail, 'latin1'))?.[1]?.trim() ?? [],
    );
    return {
      addresses: [...new Set(addresses)],
      sent: {
        what: 'Rex, a mission of one step',
        emails: run.emails,
        seconds: run.missionSeconds,
        sending: ((at.at(-1) ?? 0) - (at[0] ?? 0)) / 1_000,
        cpuSeconds,
      },
    };
  });
}

async function sendByNodemailer(sink: SmtpSink, addresses: readonly string[]): Promise<Sent> {
  const script = fileURLToPath(new URL('nodemailer-loop.ts', import.meta.url));
  const began = performance.now();
  const child = spawn(process.execPath, [script, String(sink.port)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const watch = watchTree(child.pid ?? 0);
  child.stdin.end(JSON.stringify({ addresses, subject: SUBJECT, html: HTML }));
  child.stdout.resume();
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const seconds = (performance.now() - began) / 1_000;
  const { cpuSeconds } = watch.stop();
  if (code !== 0) throw new Error(`The loop ended with ${String(code)}.`);
  const { count, seconds: sending } = sink.taken();
  return { what: 'nodemailer, one after another', emails: count, seconds, sending, cpuSeconds };
}

const LIMITS = [
  { what: 'listmonk as installed' },
  { what: 'listmonk, limit lifted', limits: { concurrency: 20, rate: 10_000, batch: 2_000 } },
];

async function sendByListmonk(
  sink: SmtpSink,
  { binary, database }: { binary: string; database: string },
  addresses: readonly string[],
): Promise<Sent[]> {
  const peer = await startListmonk({ binary, database, smtpPort: sink.port });
  try {
    await peer.importList(addresses);
    const sent: Sent[] = [];
    for (const { what, limits } of LIMITS) {
      if (limits) await peer.limit(limits);
      const [began, postgres, watch] = [performance.now(), cpuOf('postgres'), watchTree(peer.pid)];
      await peer.send({ name: what, subject: SUBJECT, html: HTML });
      const seconds = (performance.now() - began) / 1_000;
      const cpuSeconds = watch.stop().cpuSeconds + cpuOf('postgres') - postgres;
      const { count, seconds: sending } = sink.taken();
      sent.push({ what, emails: count, seconds, sending, cpuSeconds });
    }
    return sent;
  } finally {
    await peer.stop();
  }
}

/** Seconds that all processes of that name have used, as far as they still run. */
function cpuOf(name: string): number {
  const ticks = readdirSync('/proc')
    .filter((each) => /^\d+$/.test(each))
    .map((pid) => {
      try {
        const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return text.includes(`(${name})`) ? Number(fields[11]) + Number(fields[12]) : 0;
      } catch {
        return 0;
      }
    });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS;
}
