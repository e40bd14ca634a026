import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';

const ROOT = new URL('../../', import.meta.url).pathname;

/**
 * What clients set is stored as they set it, and declared once: settings and the parameters of missions. Their stored form
 * derives from them, and `wiring/stored-records.test.ts` pins what records read as that lack what came later.
 */
const AS_SET = /\/contract\/settings\.ts$|channelSettingsSchema|MISSION_ROWS/;
/** Inputs that are parsed there, or bounds of inputs that also what is made of them keeps; they are no records. */
const INPUTS: readonly string[] = [
  'shared/lords/herald/domain/template.ts',
  'shared/recommendations/domain/apply-change.ts',
  'shared/sending/adapters/sendgrid/sendgrid-webhook.ts',
];

/** Values that a file imports from a contract, with the contract's file. */
function contractImports(file: string): { readonly name: string; readonly from: string }[] {
  const source = readFileSync(ROOT + file, 'utf8');
  return [...source.matchAll(/^import \{([^}]*)\} from '(\.[^']*\/contract\/[^']*)';$/gm)].flatMap(
    ([, names = '', path = '']) =>
      names
        .split(',')
        .map((name) => name.trim().split(' as ')[0] ?? '')
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => ({ name, from: normalize(join(dirname(file), path)) })),
  );
}

/** Ids, days and names are words that records and the API share; objects and unions are shapes. */
function isShape(value: unknown): boolean {
  if (value instanceof z.ZodArray) return isShape(value.element);
  if (value instanceof z.ZodOptional || value instanceof z.ZodDefault) return isShape(value.def.innerType);
  if (value instanceof z.ZodObject || value instanceof z.ZodUnion || value instanceof z.ZodRecord)
    return true;
  const isMap = typeof value === 'object' && value !== null && !(value instanceof z.ZodType);
  return isMap && Object.values(value).some((each) => each instanceof z.ZodType);
}

it('records have their own schemas: no domain and no store parses with a schema of the API', async () => {
  const files = globSync(['shared/**/domain/**/*.ts', 'shared/**/adapters/**/*.ts'], { cwd: ROOT }).filter(
    (file) => !file.endsWith('.test.ts') && !INPUTS.includes(file),
  );
  expect(files.length).toBeGreaterThan(200);
  let seen = 0;
  const shared: string[] = [];
  for (const file of files) {
    for (const { name, from } of contractImports(file)) {
      seen += 1;
      if (AS_SET.test(from) || AS_SET.test(name)) continue;
      const contract: Record<string, unknown> = await import(ROOT + from);
      if (isShape(contract[name])) shared.push(`${file} takes ${name} of ${from}`);
    }
  }
  expect(seen).toBeGreaterThan(100);
  expect(shared).toEqual([]);
});
