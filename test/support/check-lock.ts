import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/**
 * Every package of the lock file has the hash that its contents are checked by, and none names the registry that it
 * came from: whoever installs takes their own. npm leaves out the hashes of what it did not install itself, such as
 * binaries for other platforms; `--complete` asks the registry for those, one `npm view` each.
 */
const LOCK = fileURLToPath(new URL('../../package-lock.json', import.meta.url));

const packageSchema = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  /** Contents of the package around it, and hashed with it. */
  inBundle: z.boolean().default(false),
  link: z.boolean().default(false),
});
const lockSchema = z.looseObject({ packages: z.record(z.string(), packageSchema) });

const text = readFileSync(LOCK, 'utf8');
const lock = lockSchema.parse(JSON.parse(text));
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const open = packages.filter(
  ([, { inBundle, link, integrity }]) => !inBundle && !link && !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
);
const hosts = packages.filter(([, { resolved }]) => /^[a-z+]+:/.test(resolved ?? ''));

if (process.argv.includes('--complete')) complete();
else {
  for (const [path] of open) console.error(`${path} has no integrity in package-lock.json.`);
  for (const [path, { resolved }] of hosts) console.error(`${path} names where it came from: ${resolved}`);
  if (packages.length < 100) throw new Error(`The lock file was not read: ${packages.length} packages.`);
  console.log(
    `lock: ${packages.length} packages, ${open.length} without integrity, ${hosts.length} with a host`,
  );
  if (open.length > 0)
    console.error('"node test/support/check-lock.ts --complete" asks the registry for them.');
  if (open.length + hosts.length > 0) process.exitCode = 1;
}

function complete(): void {
  const whole: { packages: Record<string, Record<string, unknown>> } = JSON.parse(text);
  for (const [path, { version = '' }] of open) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const answer = execFileSync('npm', ['view', `${name}@${version}`, 'dist.integrity'], {
      encoding: 'utf8',
    });
    Object.assign(whole.packages[path] ?? {}, { integrity: answer.trim() });
  }
  for (const [path] of hosts) delete whole.packages[path]?.['resolved'];
  writeFileSync(LOCK, `${JSON.stringify(whole, null, 2)}\n`);
  console.log(`lock: ${open.length} hashes were added, ${hosts.length} hosts taken out`);
}
