#!/usr/bin/env bash
# One expects: dependency-cruiser with `parser: 'swc'`, its only parser for TypeScript where TypeScript 7 is installed, reads .tsx
# as it reads .ts. What happens: it parses every file as TypeScript without JSX. A component ends the run with a syntax error in
# "extracting dependencies", and no rule can be checked over a folder that holds one.
# Why it matters: the checks of layers of a project stop the day that its web pages move in, and an exclusion of the folder, the
# obvious way out, leaves those pages unchecked without a word.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact dependency-cruiser@17.4.3 @swc/core@1.16.22
npm ls --depth=0 | tail -n +2
mkdir src
echo "export const name: string = 'Ada';" > src/name.ts
echo "import { name } from './name.ts'; export const greet = (): string => name;" > src/plain.ts
echo "import { name } from './name.ts'; export const Greet = () => <p>{name}</p>;" > src/page.tsx

cat > run.mjs <<'INNER'
import assert from 'node:assert/strict';
import { cruise } from 'dependency-cruiser';

const importsOf = async (file) => {
  const { output } = await cruise([file], { parser: 'swc' });
  return output.modules.find(({ source }) => source === file).dependencies.map(({ resolved }) => resolved);
};
const plain = await importsOf('src/plain.ts');
console.log('src/plain.ts imports', plain);
assert.deepEqual(plain, ['src/name.ts']);
const failure = await importsOf('src/page.tsx').then(
  () => undefined,
  (error) => error.message.split('\n')[0],
);
console.log('src/page.tsx:', failure);
assert.match(failure ?? '', /^Extracting dependencies ran afoul/);
INNER
node run.mjs
