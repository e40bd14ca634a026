import { parseArgs } from 'node:util';
import { MAKERS, makeNew } from './new-files.ts';

const HELP = `Makes the files of something new, and tells what is left to do.

  npm run new -- agent scout                     an agent: its folder, its lines in the registry and the graph
  npm run new -- route analytics/viewChurn       a route of the API of a context: a row, and what handles it next
  npm run new -- guard weather-alarm             a guard before each send: its file, and its place as the last of the list
  npm run new -- event leads/lead.moved          an event of a context: a row of the catalogue
  npm run new -- queue leads/merges              a queue of a context: its row, its consumer, what that may touch

What is there already is never written over. Commit before, to see by \`git diff\` what was made.`;

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean', short: 'h', default: false } },
  allowPositionals: true,
});
const [kind, name, ...more] = positionals;
if (values.help) console.log(HELP);
else if (kind === undefined || name === undefined || more.length > 0 || !MAKERS.has(kind)) {
  console.error(HELP);
  process.exitCode = 2;
} else {
  try {
    const { made, next } = makeNew(process.cwd(), kind, name);
    console.log(
      ['Made:', ...made.map((path) => `  ${path}`), 'Next:', ...next.map((step) => `  - ${step}`)].join('\n'),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
