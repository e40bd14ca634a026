import type { z } from 'zod';
import type { RouteContract } from './route.ts';

type Part<R, Name extends string> = R extends { readonly [P in Name]: infer S extends z.ZodType }
  ? Record<never, never> extends z.input<S>
    ? { readonly [P in Name]?: z.input<S> }
    : { readonly [P in Name]: z.input<S> }
  : Record<never, never>;

/** What a caller of a route gives, taken from its contract. */
export type RequestOf<R extends RouteContract> = Part<R, 'params'> &
  Part<R, 'query'> &
  Part<R, 'body'> & { readonly headers?: Readonly<Record<string, string>> };

export interface PlainRequest {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route whose answer is JSON. */
export interface JsonRoute extends RouteContract {
  readonly success: RouteContract['success'] & { readonly schema: z.ZodType };
}

/** What a route answers, taken from its contract. */
export type AnswerOf<R extends JsonRoute> = z.output<R['success']['schema']>;

/** The address of a request: the path with its `{name}` parts filled, and the query without what is undefined. */
export function urlOf(
  base: string,
  { path }: Pick<RouteContract, 'path'>,
  { params, query }: PlainRequest,
): URL {
  const url = new URL(base + pathOf(path, asRecord(params)));
  for (const [name, value] of Object.entries(asRecord(query))) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** Fills the `{name}` parts of a path. */
export function pathOf(template: string, params: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
