import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Activity, Project } from '../../shared/planning/domain/project.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/data/psplib/', import.meta.url));
const BLOCK = 512;

export interface PsplibInstance {
  readonly name: string;
  readonly project: Project;
  /** The proven optimum. */
  readonly optimum: number;
  readonly criticalPath: number;
}

/** The 480 projects of 30 activities of PSPLIB (Kolisch and Sprecher 1996), whose optima are all proven. */
export function j30(): PsplibInstance[] {
  const files = filesIn(gunzipSync(readFileSync(`${FOLDER}j30.sm.tar.gz`)));
  const rows = readFileSync(`${FOLDER}j30_bounds.csv`, 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [name = '', , , optimum, criticalPath] = row.split(',');
    const text = files.get(`${name}.sm`);
    if (text === undefined) throw new Error(`${name}.sm is not there.`);
    return { name, project: projectOf(text), optimum: Number(optimum), criticalPath: Number(criticalPath) };
  });
}

/** Files of a tar archive, by their names without folders. */
function filesIn(tar: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    if (name === '') break;
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    const from = at + BLOCK;
    files.set(name.slice(name.lastIndexOf('/') + 1), tar.toString('latin1', from, from + size));
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function projectOf(text: string): Project {
  const rowsAfter = (title: string): number[][] => {
    const block = text.slice(text.indexOf(title)).split('\n').slice(1);
    const rows = block.map((line) => (/^[\s\d]+$/.test(line) ? (line.match(/\d+/g) ?? []).map(Number) : []));
    const first = rows.findIndex(({ length }) => length > 0);
    const rest = rows.slice(first);
    const end = rest.findIndex(({ length }) => length === 0);
    return end < 0 ? rest : rest.slice(0, end);
  };
  const followers = rowsAfter('PRECEDENCE RELATIONS');
  const requests = rowsAfter('REQUESTS/DURATIONS');
  const [capacities = []] = rowsAfter('RESOURCEAVAILABILITIES');
  const resources = capacities.map((_, r) => `R${r + 1}`);
  const activities = requests.map(
    ([job = 0, , duration = 0, ...needs]): Activity => ({
      id: String(job),
      duration,
      after: followers.filter(([, , , ...jobs]) => jobs.includes(job)).map(([before]) => String(before)),
      needs: Object.fromEntries(resources.map((name, r) => [name, needs[r] ?? 0])),
    }),
  );
  return {
    activities,
    capacities: Object.fromEntries(resources.map((name, r) => [name, capacities[r] ?? 0])),
  };
}
