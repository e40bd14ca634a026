import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

interface NetworkPost {
  readonly id: string;
  readonly text: string;
  readonly at: Date;
  /** What was sent, as the network takes it. */
  readonly sent: Record<string, unknown>;
}

/**
 * What becomes of the next posts: `lost` and `half` take effect, and the connection ends without an answer or in the middle of
 * it; `silent` takes effect and never answers; `down` does nothing and says 503; the rest do nothing and say so.
 */
type PostAct = 'lost' | 'half' | 'silent' | 'down' | 'limit' | 'token' | 'forbidden';

export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly json: Record<string, unknown>;
}
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export const ok = (body: unknown, headers = {}): Reply => ({ status: 200, body, headers });
export const no = (status: number, body: unknown): Reply => ({ status, body });

export const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');

/** What all networks have in common here. */
export class SocialWorld {
  readonly state = {
    posts: [] as NetworkPost[],
    next: [] as PostAct[],
    /** Whether posts of the account may be listed. */
    lists: true,
    /** Looks at a container of Instagram before it is ready. */
    working: 0,
    quotaUsed: 0,
    asked: [] as string[],
    images: new Map<string, { readonly bytes: number; alt?: string }>(),
    containers: new Map<
      string,
      { readonly sent: Record<string, unknown>; published: boolean; looks: number }
    >(),
    jpeg: JPEG,
    /** The clock that dates posts. */
    now: (): Date => new Date(),
  };
  /** Of the server. */
  url = '';
  private made = 1_000;

  newId(): string {
    return String(++this.made);
  }

  add(id: string, text: string, sent: Record<string, unknown>): void {
    this.state.posts.unshift({ id, text, at: this.state.now(), sent });
  }

  /** Takes a post, unless the next act is another; tells how it is answered. */
  publish(
    response: ServerResponse,
    errors: Record<'down' | 'limit' | 'token' | 'forbidden', Reply>,
    take: () => Reply,
  ): Reply | undefined {
    const act = this.state.next.shift();
    if (act === 'down' || act === 'limit' || act === 'token' || act === 'forbidden') return errors[act];
    const reply = take();
    if (act === 'silent') return undefined;
    if (act === 'lost') return void response.destroy();
    if (act === 'half') {
      response.writeHead(reply.status, { 'content-length': '500', 'content-type': 'application/json' });
      response.write('{"da');
      setTimeout(() => response.destroy(), 10);
      return undefined;
    }
    return reply;
  }
}
