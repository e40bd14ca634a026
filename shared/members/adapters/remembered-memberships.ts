import { type Clock, SECOND } from '../../kernel/clock.ts';
import type { MembershipStore } from '../app/ports/members.ts';
import type { Membership, Team } from '../domain/membership.ts';

/** So much later at most, somebody who was removed is refused. */
const REMEMBERED_MS = 10 * SECOND;
const MOST = 1_000;

type Read = Pick<MembershipStore, 'get' | 'team'>;

/** Memberships for the authorizer, which would read the same one with every request of a page. */
export class RememberedMemberships implements Read {
  private readonly store: Read;
  private readonly clock: Clock;
  private readonly known = new Map<string, { readonly until: number; readonly found: Promise<unknown> }>();

  constructor(store: Read, clock: Clock) {
    this.store = store;
    this.clock = clock;
  }

  get(workspace: string, subject: string): Promise<Membership | undefined> {
    return this.remembered(`${workspace} ${subject}`, () => this.store.get(workspace, subject));
  }

  team(workspace: string): Promise<Team> {
    return this.remembered(workspace, () => this.store.team(workspace));
  }

  private remembered<T>(name: string, read: () => Promise<T>): Promise<T> {
    const now = this.clock.now().getTime();
    const known = this.known.get(name);
    if (known && now < known.until) return known.found as Promise<T>;
    if (this.known.size >= MOST) this.known.clear();
    const found = read();
    this.known.set(name, { until: now + REMEMBERED_MS, found });
    // What failed is read anew.
    found.catch(() => this.known.delete(name));
    return found;
  }
}
