import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertSoundDatabase } from './damage.ts';
import { writeFixture } from './fixture/assembly.ts';
import { runFixture } from './fixture/run.ts';

const root = mkdtempSync(join(tmpdir(), 'rex-damage-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const half = (file: string): void => truncateSync(file, Math.floor(readFileSync(file).length / 2));
const empty = (file: string): void => truncateSync(file, 0);
const garble = (file: string): void => writeFileSync(file, Buffer.alloc(9_000, 'x'));

describe('a database file', () => {
  const file = join(root, 'some.db');
  const write = (): void => {
    rmSync(file, { force: true });
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE t (a TEXT); BEGIN;');
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    for (let i = 0; i < 500; i++) insert.run('x'.repeat(200));
    db.exec('COMMIT');
    db.close();
  };

  it('is sound, or not there yet', () => {
    write();
    expect(() => assertSoundDatabase(file)).not.toThrow();
    expect(() => assertSoundDatabase(`${file}-none`)).not.toThrow();
  });

  it.each([
    ['is empty', empty],
    ['was cut off', half],
    ['is something else', garble],
    [
      'has a page that was written over',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0xff, 8_192, 12_288);
        writeFileSync(path, bytes);
      },
    ],
  ])('that %s is named, with the way out', (_, damage) => {
    write();
    damage(file);
    expect(() => assertSoundDatabase(file)).toThrow(`${file} is damaged`);
    expect(() => assertSoundDatabase(file)).toThrow('REX_HOME');
  });
});

describe('a home with a damaged file', () => {
  const assembly = writeFixture();
  const sound = join(root, 'sound');
  beforeAll(async () => {
    const fixture = await runFixture({ home: sound, assembly });
    await fixture.rex.stop();
  });

  const damagedHome = (file: string, damage: (path: string) => void): string => {
    const home = mkdtempSync(join(root, 'home-'));
    cpSync(sound, home, { recursive: true });
    mkdirSync(join(home, 'texts'), { recursive: true });
    damage(join(home, file));
    return home;
  };

  it.each(
    ['runtime.db', 'dynamodb.db', 'queues/fauxqs.db'].flatMap((file) =>
      [empty, half, garble].map((damage) => [file, damage.name, damage] as const),
    ),
  )('does not start on %s (%s), and says which file it is', async (file, _, damage) => {
    const home = damagedHome(file, damage);
    await expect(runFixture({ home, assembly })).rejects.toThrow(`${join(home, file)} is damaged`);
  });

  it('names the record of a text that cannot be read', async () => {
    const home = damagedHome('texts/SM1.json', (path) => writeFileSync(path, '{"sid":'));
    await expect(runFixture({ home, assembly })).rejects.toThrow(/SM1\.json is damaged .* move it away/);
  });

  it.each(['local.json', 'lock.db', 'dynamodb.pid'])('starts without the content of %s', async (file) => {
    const home = damagedHome(file, garble);
    const fixture = await runFixture({ home, assembly });
    await fixture.rex.stop();
  });
});
