/*
 * What users of the package see. The build puts the declarations of this file into `index.d.ts`, behind those of the routes, so it
 * imports nothing.
 */

/** One route, as the build describes it: what it takes, what it answers, and of what its lists are. */
interface OperationShape {
  readonly request: object;
  readonly answer: unknown;
  /** Of a route with pages. `never` where a page holds several lists. */
  readonly item?: unknown;
}

export interface ClientOptions {
  /** Where Rex is, such as `https://rex.example`. */
  readonly url: string;
  /** An API key, or a function that gives a token, which is asked with `renew` when Rex has refused the last one. */
  readonly token?: string | ((options: { readonly renew: boolean }) => string | Promise<string>);
  /** For a person who belongs to several workspaces: which one is meant. */
  readonly workspace?: string;
  /** How long one try may take. 30 seconds. */
  readonly timeoutMs?: number;
  /** How often a call that is safe to repeat is repeated, when Rex is busy or does not answer. 3 times. */
  readonly repeats?: number;
  /** `contracts` of `rex-client/contracts`: every answer is then read by the schema of its route. */
  readonly contracts?: Contracts;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** In the place of that of the client. */
  readonly timeoutMs?: number;
  /** Given the headers of the answer, such as `etag`. */
  readonly onHeaders?: (headers: Headers) => void;
}

/** Reads answers by the schemas of the routes. */
export interface Contracts {
  /** The answer without what the contract does not declare, or what of it does not fit. */
  read(
    operation: string,
    answer: unknown,
  ): {
    readonly answer?: unknown;
    readonly problems: readonly { readonly path: string; readonly message: string }[];
  };
}

type Arguments<Request, Options> =
  Record<never, never> extends Request
    ? [request?: Request, options?: Options]
    : [request: Request, options?: Options];

type Call<O extends OperationShape> = (
  ...given: Arguments<O['request'], CallOptions>
) => Promise<O['answer']>;

interface Lists<O extends OperationShape> {
  /** Page after page, each asked for when it is wanted. */
  pages(...given: Arguments<O['request'], CallOptions>): AsyncGenerator<O['answer'], void, undefined>;
  /** Every element of every page. */
  each(...given: Arguments<O['request'], CallOptions>): AsyncGenerator<O['item'], void, undefined>;
}

type Method<O extends OperationShape> = O extends { readonly item: unknown } ? Call<O> & Lists<O> : Call<O>;

/** Every operation as a method. */
export type Methods<Operations extends { readonly [Name in keyof Operations]: OperationShape }> = {
  readonly [Name in keyof Operations]: Method<Operations[Name]>;
};

/** An event as it is heard: its name tells what its data are. */
export type EventOf<Data> = {
  readonly [Name in keyof Data]: {
    readonly id: string;
    readonly name: Name;
    readonly at: string;
    readonly channel: string;
    readonly aggregate: { readonly type: string; readonly id: string };
    readonly data: Data[Name];
  };
}[keyof Data];

export interface FollowOptions<Channel> {
  readonly channels: readonly Channel[];
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Told when the connection is lost, and when it is there again; what was missed comes by itself. */
  readonly onState?: (state: 'open' | 'lost') => void;
  /** Told when some of what was missed is no longer kept. */
  readonly onGone?: () => void;
}

/** The live events of a workspace. */
export interface Follows<Data, Channel> {
  /** Events as they happen, each once, until the signal; needs a WebSocket, which Node has since version 22. */
  follow(options: FollowOptions<Channel>): AsyncGenerator<EventOf<Data>, void, undefined>;
}
