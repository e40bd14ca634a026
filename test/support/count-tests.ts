import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import * as z from 'zod';

/** What of vitest's JSON report is read here. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** How a test file says that it reads what is not in the project. */
const READS_SHARED_DATA = /shared\/data|cdnowIsThere/;

/** Prints the skipped tests and, last, the counts; fails when a test failed, or was skipped for want of its data. */
function countTests(path: string): void {
  if (!existsSync(path)) {
    console.log('The tests did not run.\n0 passed, 1 failed');
    process.exitCode = 1;
    return;
  }
  const files = reportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).testResults;
  const tests = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: name })),
  );
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  // A file that fails outside of its tests, at an import or in a hook, fails as one.
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = count('failed') + broken.length;
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  for (const { fullName, file } of skipped) console.log(`skipped: ${relative('', file)}: ${fullName}`);
  const missing = skipped.some(({ file }) => READS_SHARED_DATA.test(readFileSync(file, 'utf8')));
  if (missing) console.log('Tests were skipped because ../shared/data, or a part of it, is not there.');
  console.log(
    `${count('passed')} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  );
  if (failed > 0 || missing || count('passed') === 0) process.exitCode = 1;
}

countTests(process.argv[2] ?? '');
