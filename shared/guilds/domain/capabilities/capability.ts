import type { ZodType } from 'zod';

/** Something that is true of the workspace now, as a record that may be cited. */
export interface Fact {
  /** Such as `mail.bounceRate`. */
  readonly id: string;
  /** A whole sentence. */
  readonly says: string;
  readonly value: number | null;
}

export interface Passage {
  readonly id: string;
  /** The title of its document, and the headings above it. */
  readonly under: string;
  readonly text: string;
  readonly language: string | null;
}

/** What an agent has read before it works. */
export interface Known {
  readonly brand: string;
  readonly postalAddress: string;
  readonly facts: readonly Fact[];
  /** A number for each of the latest days, oldest first. */
  readonly series: ReadonlyMap<string, readonly { readonly day: string; readonly value: number }[]>;
  readonly passages: readonly Passage[];
}

/** Why there is no output, in whole sentences. */
export class Lacking {
  readonly because: string;
  constructor(because: string) {
    this.because = because;
  }
}

export const needsModel = (what: string): Lacking =>
  new Lacking(`${what} needs a language model, and none is configured or none answered as it should.`);

/** What a model is asked, and what is made of its answer. */
export interface Question {
  readonly schema: ZodType;
  readonly task: string;
  readonly shown: Readonly<Record<string, unknown>>;
  /** The output; or why the answer is not taken. */
  take(answer: unknown): unknown;
}

export const question = <A>(of: {
  readonly schema: ZodType<A>;
  readonly task: string;
  readonly shown: Readonly<Record<string, unknown>>;
  take(answer: A): unknown;
}): Question => ({ ...of, take: (answer) => of.take(answer as A) });

/** What agents of the roster can do. Each agent is one of these with a configuration of its own. It changes nothing outside. */
export interface Capability<I = unknown, C = unknown> {
  readonly name: string;
  readonly does: string;
  readonly input: ZodType<I>;
  readonly config: ZodType<C>;
  readonly output: ZodType;
  byRule(input: I, config: C, known: Known): unknown;
  /** It has no rules. */
  readonly needsModel?: true;
  /** Absent: it is never asked of a model. */
  asks?(input: I, config: C, known: Known): Question;
}

export const capability = <I, C>(of: Capability<I, C>): Capability => of as unknown as Capability;
