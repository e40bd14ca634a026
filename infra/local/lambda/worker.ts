import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { ErrorReport, InvokeMessage, WorkerReply, WorkerSetup } from './protocol.ts';

/** Runs one function's bundle: what Lambda's own runtime interface does, in a worker thread. */
const { moduleUrl, handlerName, clockOffset, compiled }: WorkerSetup = workerData;

followVirtualClock(clockOffset);
enableCompileCache(compiled);

const reply = (message: WorkerReply): void => parentPort?.postMessage(message);

function reportOf(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

/** Everything that asks for the time in this thread gets the virtual one; timers and `performance` stay real. */
function followVirtualClock(offset: Float64Array): void {
  const RealDate = Date;
  const now = (): number => RealDate.now() + Math.round(offset[0] ?? 0);
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property, receiver) => (property === 'now' ? now : Reflect.get(target, property, receiver)),
  });
}

try {
  const bundle = await import(moduleUrl);
  const handler = bundle[handlerName] ?? bundle.default?.[handlerName];
  if (typeof handler !== 'function') throw new Error(`${moduleUrl} exports no function named ${handlerName}`);
  parentPort?.on('message', async (message: InvokeMessage) => {
    const deadline = performance.now() + message.timeoutMs;
    const context = {
      awsRequestId: message.requestId,
      functionName: message.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: message.functionArn,
      memoryLimitInMB: String(message.memoryMb),
      logGroupName: `/aws/lambda/${message.functionName}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
    };
    try {
      const result = await handler(JSON.parse(message.event), context);
      reply({ type: 'result', payload: JSON.stringify(result) ?? 'null' });
    } catch (error) {
      console.error(error);
      reply({ type: 'error', error: reportOf(error) });
    }
  });
  reply({ type: 'ready' });
  // Now, and not at the end: a worker may be killed.
  flushCompileCache();
} catch (error) {
  console.error(error);
  reply({ type: 'error', error: reportOf(error) });
}
