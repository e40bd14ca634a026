import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type FactoryScope, factoryOf } from './factory.ts';

const folder = mkdtempSync(join(tmpdir(), 'factory-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
async function load(source: string) {
  const file = join(folder, `${++files}.mjs`);
  writeFileSync(file, await factoryOf(source));
  const { default: factory } = await import(pathToFileURL(file).href);
  const scope: FactoryScope = {
    process: { env: { A: 'own' } },
    console,
    fetch,
    globalThis: { own: true },
    importMeta: { url: 'file:///bundle.mjs' },
    importModule: (specifier) => import(specifier),
  };
  return () => factory(scope);
}

describe('factoryOf', () => {
  it('makes instances that share no state', async () => {
    const make = await load('let n = 0; const next = () => ++n;\nexport { next as handler };');
    const [one, other] = [await make(), await make()];
    expect([one.handler(), one.handler(), other.handler()]).toEqual([1, 2, 1]);
  });

  it('knows every form of imports that bundlers write', async () => {
    const make =
      await load(`import{isAbsolute as a,sep}from"node:path";import p from'node:path';import * as ns from "node:path";
      import q, { join } from "node:path"; import"node:fs";
      const later = await import("node:path"); const text = 'import x from "y"';
      export{a,sep,p,ns,q as default,join,later,text};`);
    const path = await import('node:path');
    expect(await make()).toEqual({
      a: path.isAbsolute,
      sep: path.sep,
      p: path.default,
      ns: path,
      default: path.default,
      join: path.join,
      later: path,
      text: 'import x from "y"',
    });
  });

  it('gives a module its globals, and lets it have variables of their names', async () => {
    const make =
      await load(`const a = process.env.A; const own = globalThis.own && global.own; const { url } = import.meta;
      { const process = 1; var fetch = process; }
      const console = 2;
      export { a, own, url, console };`);
    expect(await make()).toEqual({ a: 'own', own: true, url: 'file:///bundle.mjs', console: 2 });
  });

  it('refuses what is not a bundle', async () => {
    await expect(factoryOf('export const handler = 1;')).rejects.toThrow('is it a bundle?');
  });
});
