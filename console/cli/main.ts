import { COMMANDS } from './command-table.ts';
import { run } from './run.ts';

const stopping = new AbortController();
const STOPS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of STOPS) process.on(signal, () => stopping.abort());
// Started by the launcher under another Node: stop when it dies, and do not stay alive for the channel's sake.
process.on('disconnect', () => stopping.abort());
process.channel?.unref();
// `rex missions list | head -1` closes the pipe early, which is no failure.
process.stdout.on('error', () => stopping.abort());

process.exitCode = await run({
  argv: process.argv.slice(2),
  commands: COMMANDS,
  environment: process.env,
  streams: { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr },
  signal: stopping.signal,
});
