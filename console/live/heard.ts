/** An event as the WebSocket brings it. */
export interface HeardEvent {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly channel: string;
  readonly aggregate?: { readonly id: string; readonly [more: string]: unknown };
  readonly [more: string]: unknown;
}

export type Heard =
  | { readonly type: 'event'; readonly position: number; readonly event: HeardEvent }
  | { readonly type: 'subscribed' | 'caught-up' | 'gone'; readonly position: number }
  | { readonly type: 'pong' }
  | { readonly type: 'error'; readonly code: string; readonly detail: string };

/** What the server said; undefined: nothing that this version knows. Without zod, for the sake of the client package. */
export function heardOf(text: string): Heard | undefined {
  const message: unknown = JSON.parse(text);
  if (!isRecord(message)) return undefined;
  const { type, position, event, code, detail } = message;
  if (type === 'pong') return { type };
  if (type === 'error')
    return typeof code === 'string' && typeof detail === 'string' ? { type, code, detail } : undefined;
  if (typeof position !== 'number') return undefined;
  if (type === 'subscribed' || type === 'caught-up' || type === 'gone') return { type, position };
  return type === 'event' && isEvent(event) ? { type, position, event } : undefined;
}

const isEvent = (value: unknown): value is HeardEvent =>
  isRecord(value) &&
  ['id', 'name', 'at', 'channel'].every((field) => typeof value[field] === 'string') &&
  (value['aggregate'] === undefined ||
    (isRecord(value['aggregate']) && typeof value['aggregate']['id'] === 'string'));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
