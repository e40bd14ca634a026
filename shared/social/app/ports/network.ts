import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import type { NetworkName } from '../../domain/networks.ts';
import type { Composed } from '../../domain/post.ts';
import type { Image } from './images.ts';

export interface Post extends Composed {
  readonly images: readonly Image[];
}

/** One that the account has published. */
export interface PublishedPost {
  readonly id: string;
  /** As a reader sees it. */
  readonly text: string;
  readonly at: Date;
}

interface RecentPosts {
  readonly posts: readonly PublishedPost[];
  /** Whether there are older ones that were not read. */
  readonly more: boolean;
}

/** Undefined where the network does not tell. */
interface Numbers {
  readonly likes?: number | undefined;
  readonly comments?: number | undefined;
  readonly shares?: number | undefined;
  readonly views?: number | undefined;
}

/**
 * token: the credentials are accepted no more. uncertain: it may have taken effect. duplicate: the network has such a post.
 * gone: there is no such post.
 */
export type FaultKind = 'refused' | 'unavailable' | 'token' | 'uncertain' | 'duplicate' | 'gone';

/** What every call of a network fails with. Its message is a whole sentence, which says what to do. */
export class NetworkFault extends Error {
  readonly kind: FaultKind;
  readonly retryAt: Date | undefined;

  constructor(kind: FaultKind, message: string, retryAt?: Date) {
    super(message);
    this.kind = kind;
    this.retryAt = retryAt;
  }
}

interface Preparing {
  /** What an earlier try has kept. */
  readonly kept: string | undefined;
  /** Keeps what would be lost by a death. */
  keep(prepared: string): Promise<void>;
}

/** A social network. @throws NetworkFault, of all that it does */
export interface Network {
  readonly name: NetworkName;
  /** Why nothing is taken now, such as a limit of the network. */
  ready?(opened: OpenConnection): Promise<void>;
  /** Gives the network what is not seen until the post is sent. */
  prepare(opened: OpenConnection, post: Post, preparing: Preparing): Promise<string>;
  /** Publishes it, once: the id. */
  send(opened: OpenConnection, post: Post, prepared: string): Promise<string>;
  /** The newest of the account. */
  recent(opened: OpenConnection, since: Date): Promise<RecentPosts>;
  /** Where people see it. */
  addressOf(opened: OpenConnection, id: string): Promise<string>;
  /** Fails with `gone` when it is not there. */
  find(opened: OpenConnection, id: string): Promise<void>;
  remove?(opened: OpenConnection, id: string): Promise<void>;
  numbers(opened: OpenConnection, id: string): Promise<Numbers>;
}

export type Networks = Readonly<Record<NetworkName, Network>>;
