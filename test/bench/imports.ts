import { closeSync, openAsBlob, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createImport, finishImport, upload } from '../../console/cli/import-file.ts';
import { type BenchRex, withBenchHome } from './bench-rex.ts';
import { beyondSes } from './mission-tables.ts';
import { watchTree } from './process-tree.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';
import { between } from './whole-mission.ts';

const SEED = 1;
const BLOCK_ROWS = 1_000;
const THOUSAND = 1_000;
const FIRST = [
  'Ana',
  'Ben',
  'Chloé',
  'Dmitri',
  'Elif',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jun',
  'Kofi',
  'Lena',
];
const LAST = [
  'Alvarez',
  'Brandt',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ivanov',
  'Jansen',
];
const COUNTRIES = ['US', 'DE', 'FR', 'GB', 'ES', 'NL'];

interface Figures {
  readonly kind: string;
  readonly rows: number;
  readonly megabytes: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly usd: number;
}

/** Imports of leads and of as many orders, in sizes that grow: whether memory and the time for a row grow with them. */
export async function benchImports(progress: Progress, sizes: readonly number[]): Promise<Table[]> {
  const all: Figures[] = [];
  for (const rows of sizes) {
    await withBenchHome(async (start) => {
      const rex = await start();
      const files = { leads: join(rex.home, 'leads.csv'), orders: join(rex.home, 'orders.csv') };
      writeRows(
        files.leads,
        rows,
        'id,email,first name,last name,company,country,consent,created at',
        leadRow,
      );
      writeRows(files.orders, rows, 'lead id,ordered at,items,amount', orderRow(rows));
      for (const kind of ['leads', 'orders'] as const) {
        const figures = await measure(rex, kind, files[kind]);
        all.push(figures);
        progress(`${rows} ${kind}: ${figures.seconds.toFixed(0)} s, at most ${figures.peakMb.toFixed(0)} MB`);
      }
    });
  }
  return [importTable(all)];
}

async function measure(rex: BenchRex, kind: 'leads' | 'orders', file: string): Promise<Figures> {
  const { signal } = new AbortController();
  const { connection } = rex.local;
  const before = (await rex.local.usage()).services;
  const watch = watchTree(rex.local.info.pid);
  const began = performance.now();
  const created = await createImport(connection, { kind, file });
  await upload(created.upload, await openAsBlob(file), signal);
  const view = await finishImport(connection, created.import.id, { signal, onProgress: () => {} });
  if (view.state !== 'COMPLETED') throw new Error(`The ${kind} are ${view.state}: ${view.reason}`);
  await rex.idle();
  const seconds = (performance.now() - began) / 1000;
  const { cpuSeconds, peakMb } = watch.stop();
  const usage = between(before, (await rex.local.usage()).services);
  return {
    kind,
    rows: view.counts.rows,
    megabytes: statSync(file).size / 2 ** 20,
    seconds,
    cpuSeconds,
    peakMb,
    writeUnits: usage['DynamoDB']?.['writeUnits'] ?? 0,
    readUnits: usage['DynamoDB']?.['readUnits'] ?? 0,
    usd: beyondSes(usage),
  };
}

/** One in fifty comes twice, one in a hundred has no address, one in forty wants no mail. */
function leadRow(n: number, random: () => number): string {
  const who = n % 50 === 49 ? n - 1 : n;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const email = n % 100 === 7 ? 'unknown' : `person.${who}@mail${who % 977}.example`;
  const consent = n % 40 === 3 ? 'unsubscribed' : 'subscribed';
  const day = `20${20 + (n % 5)}-0${1 + (n % 9)}-1${n % 10}`;
  return `L${who},${email},${pick(FIRST)},${pick(LAST)},"Firm ${n % 9_973}, Ltd",${pick(COUNTRIES)},${consent},${day}`;
}

/** About three for each of the leads that have any, in no order. */
const orderRow =
  (leads: number) =>
  (n: number, random: () => number): string => {
    const lead = Math.floor((random() * leads) / 3) * 3;
    const day = `202${n % 5}-${1 + (n % 9)}-1${n % 10}`.replace(/-(\d)-/, '-0$1-');
    return `L${lead},${day},${1 + (n % 4)},${(random() * 300).toFixed(2)}`;
  };

/** Written in blocks, so that the file is nowhere in memory. */
function writeRows(
  file: string,
  count: number,
  header: string,
  rowOf: (n: number, random: () => number) => string,
): void {
  const random = seeded(SEED);
  const out = openSync(file, 'w');
  writeSync(out, `${header}\n`);
  for (let n = 0; n < count; n += BLOCK_ROWS) {
    const length = Math.min(BLOCK_ROWS, count - n);
    const rows = Array.from({ length }, (_, i) => rowOf(n + i, random));
    writeSync(out, `${rows.join('\n')}\n`);
  }
  closeSync(out);
}

/** Mulberry32, by Tommy Ettinger, in the public domain: numbers from 0 up to and without 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function importTable(all: readonly Figures[]): Table {
  return {
    title: 'Imports that grow (aim: memory flat to within 10 %, time for a row flat)',
    columns: [
      'rows',
      'of',
      'MB',
      's',
      'ms a row',
      'CPU ms a row',
      'peak MB',
      'write units a row',
      'read units',
      '$ per 1,000',
    ],
    rows: all.map((each) => [
      String(each.rows),
      each.kind,
      each.megabytes.toFixed(1),
      each.seconds.toFixed(1),
      ((each.seconds / each.rows) * THOUSAND).toFixed(3),
      ((each.cpuSeconds / each.rows) * THOUSAND).toFixed(3),
      each.peakMb.toFixed(0),
      (each.writeUnits / each.rows).toFixed(2),
      (each.readUnits / each.rows).toFixed(2),
      ((each.usd / each.rows) * THOUSAND).toFixed(5),
    ]),
    notes: [
      'From the request for the form to the end of the import. Memory is that of the local Rex and of its database engine.',
      'As many orders as leads, of a third of the leads, in no order: each part of the file has other people.',
    ],
  };
}
