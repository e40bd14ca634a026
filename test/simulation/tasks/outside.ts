import { amountOf } from '../../../shared/ads/domain/money.ts';
import { plainOfLittleText } from '../../../shared/social/domain/networks.ts';
import type { JsonAnswer, JsonRequest } from '../../../shared/webhooks/adapters/https/json-client.ts';
import { openAdsAccount } from '../../support/google-ads/ads-api.ts';
import { replyOf } from '../../support/social/social-server.ts';
import { SocialWorld } from '../../support/social/social-world.ts';
import { openWordPress } from '../../support/wordpress-server.ts';

export const SITE = 'https://site.example';

/** One thing that is not as it was, as people see it; null: it is not there. */
export interface Change {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Accounts at networks and at Google Ads, and a site: what they hold, and what each call of them changes. */
export class Outside {
  readonly social = new SocialWorld();
  readonly ads = openAdsAccount();
  readonly site = openWordPress(() => SITE);

  constructor(now: () => Date) {
    this.social.state.now = now;
    for (const id of [2, 3])
      this.site.route('POST', new URLSearchParams('rest_route=/wp/v2/posts'), this.authorization, {
        title: `Old ${id}`,
      });
  }

  private readonly authorization = `Basic ${Buffer.from(
    `${this.site.administrator.username}:${this.site.administrator.applicationPassword}`,
  ).toString('base64')}`;

  /** Carries out a call whole, and tells what it changed. */
  call(request: JsonRequest): { readonly answer: JsonAnswer; readonly changes: readonly Change[] } {
    if (request.method === 'GET') return { answer: this.answer(request), changes: [] };
    const before = this.everything();
    const answer = this.answer(request);
    return { answer, changes: this.changesSince(before) };
  }

  private changesSince(before: ReadonlyMap<string, string>): Change[] {
    const after = this.everything();
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((what) => {
      const [was = null, is = null] = [before.get(what), after.get(what)];
      return was === is ? [] : [{ what, before: was, after: is }];
    });
  }

  /** Somebody who is not Rex. */
  otherwise(n: number, value: string): Change[] {
    const before = this.everything();
    const item = this.site.items.get(`posts/${1 + (n % 3)}`);
    if (n % 2 === 0 && item) item['title'] = value;
    const [keyword] = this.ads.state.things.adGroupCriteria;
    if (n % 2 === 1 && keyword) {
      keyword['cpcBidMicros'] = String(1_000_000 + n * 10_000);
      keyword['effectiveCpcBidMicros'] = keyword['cpcBidMicros'];
    }
    return this.changesSince(before);
  }

  everything(): Map<string, string> {
    const is = new Map<string, string>();
    for (const { id, text, sent } of this.social.state.posts)
      is.set(`post ${id}`, `${plainOfLittleText(text)} ${sent['image_url'] ?? ''}`.trim());
    for (const [key, item] of this.site.items) {
      for (const field of ['title', 'excerpt', 'slug']) is.set(`${key} ${field}`, String(item[field]));
      for (const [name, value] of Object.entries(item.meta)) is.set(`${key} ${name}`, value);
    }
    for (const things of Object.values(this.ads.state.things))
      for (const thing of things)
        for (const field of ['status', 'cpcBidMicros', 'amountMicros']) {
          const value = thing[field];
          if (value !== undefined)
            is.set(
              `${thing['resourceName']} ${field}`,
              field === 'status' ? String(value) : amountOf(String(value)),
            );
        }
    return is;
  }

  private answer({ method, url, headers, json, bytes }: JsonRequest): JsonAnswer {
    const at = new URL(url);
    const body = Buffer.from(bytes ?? JSON.stringify(json ?? ''));
    if (url.startsWith(SITE))
      return answered(
        this.site.route(
          method,
          at.searchParams,
          headers['authorization'] ?? '',
          Object(structuredClone(json)),
        ),
      );
    if (at.pathname.endsWith(':search')) return answered(this.ads.search(String(Object(json)['query'])));
    if (at.pathname.endsWith(':mutate')) return answered(this.ads.mutate(structuredClone(Object(json))));
    const call = { method, url: at, headers: { 'content-type': 'application/json', ...headers }, body };
    // Nothing that is scripted, so that no connection is ended by it.
    const reply = replyOf(this.social, call, undefined as never);
    return answered(reply ?? { status: 404 });
  }
}

const answered = ({
  status,
  body,
  headers = {},
}: {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}): JsonAnswer => ({
  kind: 'answer',
  status,
  headers,
  json: body === undefined ? undefined : structuredClone(body),
  retryAfterMs: undefined,
});
