/** What the runtime and a worker say to each other. */
export interface WorkerSetup {
  /** Address of the bundle's module, as a file URL. */
  readonly moduleUrl: string;
  readonly handlerName: string;
  /** The virtual clock's offset in milliseconds. */
  readonly clockOffset: Float64Array;
  /** A folder for compiled code: the bundle is compiled once, and not by each worker that starts. */
  readonly compiled: string;
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

export type WorkerReply =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly payload: string }
  | { readonly type: 'error'; readonly error: ErrorReport };
