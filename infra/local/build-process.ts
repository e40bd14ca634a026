import { keepCompiled } from './compile-cache.ts';

/** What is to be made, and where. */
export interface BuildJob {
  readonly web?: { readonly outDir: string };
  readonly runtime?: { readonly outDir: string };
  readonly functions?: {
    readonly outDir: string;
    /** Where `outDir` will be when they run. */
    readonly finalDir: string;
  };
  readonly stacks?: {
    readonly outDir: string;
    /** The folder of the functions, as seen from the stacks when they run. */
    readonly bundles: string;
    readonly context: Readonly<Record<string, unknown>>;
  };
}

/**
 * A process that makes bundles and stacks, and ends: the compiler and the CDK would stay, with 200 MB, in the one that
 * runs Rex. It gets its job as JSON, tells on stdout what is done, and does not outlive who started it.
 */
keepCompiled();
process.stdin.resume().once('close', () => process.exit(1));
const job: BuildJob = JSON.parse(process.argv[2] ?? '{}');
if (job.web) {
  const { buildConsole } = await import('../build-console.ts');
  await buildConsole(job.web.outDir);
  console.log('built the console');
}
if (job.runtime) {
  const { buildRuntime } = await import('./build-runtime.ts');
  await buildRuntime(job.runtime.outDir);
  console.log('bundled the runtime');
}
if (job.functions) {
  const { buildFunctionsTogether } = await import('./build-functions.ts');
  const count = await buildFunctionsTogether(job.functions);
  console.log(`bundled ${count} functions`);
}
if (job.stacks) {
  const { synthesizeLocally } = await import('./build-stacks.ts');
  synthesizeLocally(job.stacks);
  console.log('synthesized the stacks');
}
process.exit(0);
