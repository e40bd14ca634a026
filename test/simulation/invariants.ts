import {
  BatchExecuteStatementCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unpacked } from '../../shared/platform/adapters/dynamodb/table.ts';
import type { OutgoingMail, OutgoingText, SendRef } from '../../shared/sending/app/ports/sending.ts';
import { type Command, statedWrite } from '../memory/database.ts';
import type { Item } from '../memory/expressions.ts';
import type { Process } from './scheduler.ts';
import type { World } from './world.ts';

/** What of each workspace is fixed in a history. */
export interface Terms {
  readonly budget: number;
  readonly domain: string;
  readonly domainCap: number;
  readonly number: string;
  readonly leads: ReadonlySet<string>;
}

export const keyOf = ({ workspace, missionId, leadId, step }: SendRef): string =>
  `${workspace} ${missionId} ${leadId} ${step}`;

interface Entry {
  /** `W#<workspace>#SENDS#<mission>#<cohort>` */
  readonly pk: string;
  readonly n: number;
  readonly claims?: readonly { readonly lead: string }[];
  readonly facts?: readonly { readonly of: string; readonly kind: string }[];
}

/**
 * What providers took, and what must be true of it. It looks at nothing that Rex says of itself but the moment of its
 * claims: of a stop and a message, whichever is written first is first.
 */
export class Ledger {
  readonly violations: string[] = [];
  readonly accepted = new Map<string, SendRef>();
  readonly terms = new Map<string, Terms>();
  /** Acknowledged, and not taken back since. */
  readonly paused = new Set<string>();
  /** When somebody asked last that a workspace go on: for a while it may still take effect, before or after a pause. */
  readonly resumed = new Map<string, number>();
  readonly cancelled = new Set<string>();
  /** `workspace lead` to the moment at which it was acknowledged. */
  readonly stopped = new Map<string, number>();
  readonly stoppedTexts = new Map<string, number>();
  /** `mission lead` to the moment at which an answer was acknowledged: that mission has ended for them, whatever is decided. */
  readonly answered = new Map<string, number>();
  /** Public ids of replies that somebody has released, from the moment they asked. */
  readonly released = new Set<string>();
  /** Missions of which somebody has said yes. */
  readonly approved = new Set<string>();
  /** `mission lead` of whom a message was of unknown fate once: that ends their sequence, whatever is heard later. */
  readonly unknown = new Set<string>();
  private readonly personClaims = new Map<string, number>();
  private readonly numberClaims = new Map<string, number>();
  private readonly days = new Map<Process, string>();
  private readonly taken = new Map<string, number>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  violate(what: string): void {
    this.world.scheduler.tell(`VIOLATED: ${what}`);
    this.violations.push(what);
  }

  /** Notes claims and reservations as they are written. */
  wrote(command: Command, process: Process): void {
    const { sequence } = this.world.scheduler;
    if (command instanceof TransactWriteCommand) {
      for (const { Put, Update } of command.input.TransactItems ?? []) {
        if (Put) this.claimed(Put.Item ?? {}, sequence);
        this.reserved(Update?.Key, process);
      }
    }
    if (command instanceof UpdateCommand) this.reserved(command.input.Key, process);
    if (command instanceof PutCommand) this.claimed(command.input.Item ?? {}, sequence);
    if (command instanceof BatchExecuteStatementCommand) {
      // What is there now: where its guard failed, that is what another wrote, and has been noted.
      for (const { table, item } of command.input.Statements?.map(statedWrite) ?? [])
        this.claimed(this.world.database.peek(table, item) ?? {}, sequence);
    }
  }

  private reserved(key: Item | undefined, process: Process): void {
    if (String(key?.['pk']).endsWith('#DAYS')) this.days.set(process, String(key?.['sk']));
  }

  private claimed(item: Item, sequence: number): void {
    const { workspace, id } = item;
    if (String(item['sk']).startsWith('COHORT#') && item['leaseUntil'] !== undefined)
      this.world.roundBegins(String(item['missionId']));
    if (String(item['pk']).includes('#SENDS#')) this.entered(unpacked(item) as unknown as Entry);
    if (item['sk'] === 'LEAD') {
      const [missionId, step] = String((item['lease'] as Item | undefined)?.['holder']).split('#');
      const key = `${workspace} ${missionId} ${id} ${step}`;
      const [newest] = (item['contacted'] ?? []) as { key: string; at: string }[];
      // A later write keeps the lease as it is.
      const claim = `${newest?.at}`;
      if (newest?.key === `${missionId}#${step}` && this.seen.get(key) !== claim) {
        this.seen.set(key, claim);
        this.personClaims.set(key, sequence);
      }
    }
    const last = item['last'] as SendRef | undefined;
    if (item['sk'] === 'NUMBER' && last) {
      const key = keyOf({ ...last, workspace: String(workspace) });
      if (!this.numberClaims.has(key)) this.numberClaims.set(key, sequence);
    }
  }
  private readonly seen = new Map<string, string>();

  /** An entry of the ledger of a cohort. */
  private entered({ pk, n, claims = [], facts = [] }: Entry): void {
    for (const [place, { lead }] of claims.entries()) this.places.set(`${pk} ${n}.${place}`, lead);
    for (const { of, kind } of facts) {
      const leadId = this.places.get(`${pk} ${of}`) ?? of.split('#')[0];
      if (kind === 'unknown') this.unknown.add(`${pk.split('#')[3]} ${leadId}`);
    }
  }
  private readonly places = new Map<string, string>();

  mailed(mail: OutgoingMail, process: Process): string {
    const { workspace = '', mission = '', cohort = '', lead = '', step } = mail.tags;
    const terms = this.terms.get(workspace);
    if (!mail.from.endsWith(`@${terms?.domain}`)) this.violate(`${workspace} sent from ${mail.from}`);
    if (!mail.to.endsWith(`@${workspace}.people.example`)) this.violate(`${workspace} wrote to ${mail.to}`);
    const ref = { workspace, missionId: mission, cohort, leadId: lead, step: Number(step) };
    this.count(`${terms?.domain} ${this.days.get(process)}`, terms?.domainCap ?? 0, 'the cap of its domain');
    return this.took(ref, process);
  }

  texted({ ref, from }: OutgoingText, process: Process): string {
    if (!ref || 'answerId' in ref) throw new Error('Nobody answers or is notified in this story.');
    if (from !== this.terms.get(ref.workspace)?.number) this.violate(`${ref.workspace} sent from ${from}`);
    const stop = this.stoppedTexts.get(`${ref.workspace} ${ref.leadId}`);
    if (stop !== undefined && (this.numberClaims.get(keyOf(ref)) ?? Infinity) > stop)
      this.violate(`a text went to ${ref.leadId} after STOP was acknowledged`);
    return this.took(ref, process);
  }

  private took(ref: SendRef, process: Process): string {
    const { workspace, missionId, leadId } = ref;
    const key = keyOf(ref);
    this.world.scheduler.tell(
      `${process.name}: SENT step ${ref.step} of ${missionId.slice(-2)} to ${leadId.slice(-3)}`,
    );
    if (this.accepted.has(key))
      this.violate(`step ${ref.step} of ${missionId.slice(-2)} went to ${leadId.slice(-3)} twice`);
    this.accepted.set(key, ref);
    const terms = this.terms.get(workspace);
    if (!terms?.leads.has(leadId)) this.violate(`${leadId} is not of ${workspace}`);
    this.count(`${workspace} ${this.days.get(process)}`, terms?.budget ?? 0, 'its budget of the day');
    if (this.paused.has(workspace)) this.violate(`${workspace} sent after its pause was acknowledged`);
    if (this.cancelled.has(missionId))
      this.violate(`${missionId.slice(-2)} sent after its end was acknowledged`);
    if (!this.approved.has(missionId)) this.violate(`${missionId.slice(-2)} sent what nobody approved`);
    const stop = this.stopped.get(`${workspace} ${leadId}`);
    if (stop !== undefined && (this.personClaims.get(key) ?? Infinity) > stop)
      this.violate(`${leadId.slice(-3)} was written to after a stop or a hold was acknowledged`);
    const answer = this.answered.get(`${missionId} ${leadId}`);
    if (answer !== undefined && (this.personClaims.get(key) ?? Infinity) > answer)
      this.violate(`${leadId.slice(-3)} was written to in the mission they had answered`);
    this.world.heard(ref);
    return `provider-${this.accepted.size}`;
  }

  private count(of: string, limit: number, name: string): void {
    const taken = (this.taken.get(of) ?? 0) + 1;
    this.taken.set(of, taken);
    if (taken > limit) this.violate(`${of} has passed ${name}: ${taken} of ${limit}`);
  }
}
