import type { DirectCallsSetup } from './direct-calls.ts';

/** What the runtime and a thread of functions say to each other. */
export interface ThreadSetup {
  /** The virtual clock's offset in milliseconds. */
  readonly clockOffset: Float64Array;
  /** A folder for what was made of bundles: each is made and compiled once, and not by each thread that starts. */
  readonly compiled: string;
  /** Without it all calls go to the endpoint. */
  readonly directCalls?: DirectCallsSetup;
}

/** What is of one thread. */
export interface OneThreadSetup extends ThreadSetup {
  /** Element 0: how many writes it has on their way to the DynamoDB engine. */
  readonly writing: Int32Array;
}

/** At the end of an address: of this module a thread has one instance, which all of its environments use. */
export const ONE_PER_THREAD = '?one-per-thread';

export interface EnvironmentSetup {
  /** Address of the bundle's module, as a file URL. */
  readonly moduleUrl: string;
  readonly handlerName: string;
  /** All that `process.env` has. */
  readonly variables: Readonly<Record<string, string>>;
  readonly logFile: string;
}

export interface InvokeMessage {
  readonly event: string;
  readonly requestId: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
}

export interface ErrorReport {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type InvokeResult =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: ErrorReport };

/** To the environment of that number. */
export type ThreadMessage =
  | { readonly id: number; readonly type: 'open'; readonly setup: EnvironmentSetup }
  | { readonly id: number; readonly type: 'invoke'; readonly message: InvokeMessage }
  /** It is cut off from everything, at once. */
  | { readonly id: number; readonly type: 'end' };

export type ThreadReply =
  /** From the environment of that number. */
  | (EnvironmentReply & { readonly id: number })
  /** Something was written to these tables, which have streams. */
  | { readonly type: 'wrote'; readonly tables: readonly string[] };

export type EnvironmentReply =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly payload: string }
  | { readonly type: 'error'; readonly error: ErrorReport }
  /** Something failed outside of its handler, which ends an environment. */
  | { readonly type: 'crashed'; readonly error: ErrorReport }
  | { readonly type: 'ended' }
  /** It has ended, and its code still has not come to an end. */
  | { readonly type: 'lingers' };
