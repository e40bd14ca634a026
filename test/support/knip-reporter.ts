import type { Reporter } from 'knip';

/** Below this, knip has not found its way into the sources, and finds nothing wrong in nothing. */
const LEAST_FILES = 400;

/** Says how much was read, beside knip's own report of what is dead. */
const countFiles: Reporter = ({ counters }) => {
  if (counters.processed < LEAST_FILES) {
    throw new Error(`Dead code was looked for in ${counters.processed} files only.`);
  }
  console.log(`dead code: ${counters.processed} files read`);
};

// biome-ignore lint/style/noDefaultExport: knip takes a reporter from there and nowhere else
export default countFiles;
