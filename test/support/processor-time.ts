/**
 * Milliseconds of the processor that `run` takes in this thread. Other work of the machine does not count, so that a test may hold a
 * bound for input on which a slow algorithm would take minutes.
 */
export async function processorMs(run: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
