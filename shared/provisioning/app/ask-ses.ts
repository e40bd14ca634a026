import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import type { Provisioning, SesIdentity, SesVerdicts } from '../domain/provisioning.ts';
import { mailFromOf } from '../domain/wanted-records.ts';
import { requireOwned } from './owned-domain.ts';
import type { Identities } from './ports/identities.ts';
import type { ProvisioningStart } from './ports/machine.ts';
import type { ProvisioningStore } from './ports/provisionings.ts';
import { changeRunning, runningProvisioning } from './running-provisioning.ts';

export interface AskSesDeps {
  readonly pools: Pick<PoolStore, 'get'>;
  readonly provisionings: ProvisioningStore;
  readonly limits: ProviderLimits;
  readonly identities: Identities;
  readonly clock: Clock;
}

export interface SesAnswer {
  /** `again`: there is more to ask; `wait`: somebody else had this second; `done`: all was asked; `end`: not ours any more. */
  readonly next: 'again' | 'wait' | 'done' | 'end';
  readonly waitSeconds: number;
}

interface Question<Part> {
  readonly isAnswered: (part: Part) => boolean;
  readonly ask: (ses: Identities, domain: string, part: Part) => Promise<Part>;
}

/** What sets an identity up. It is read first whether a MAIL FROM is there: one that somebody else set stays. */
const SET_UP: readonly Question<SesIdentity>[] = [
  {
    isAnswered: ({ verificationToken }) => verificationToken !== undefined,
    ask: async (ses, domain) => ({ verificationToken: await ses.verifyDomain(domain) }),
  },
  {
    isAnswered: ({ dkimTokens }) => dkimTokens !== undefined,
    ask: async (ses, domain) => ({ dkimTokens: await ses.verifyDkim(domain) }),
  },
  {
    isAnswered: ({ mailFrom }) => mailFrom !== undefined,
    ask: async (ses, domain) => {
      const { name } = await ses.mailFrom(domain);
      return { mailFrom: name ?? mailFromOf(domain), mailFromIsSet: name !== undefined };
    },
  },
  {
    isAnswered: ({ mailFromIsSet }) => mailFromIsSet === true,
    ask: async (ses, domain, { mailFrom }) => {
      await ses.setMailFrom(domain, mailFrom ?? mailFromOf(domain));
      return { mailFromIsSet: true };
    },
  },
];

/** What SES has verified. */
const CONFIRM: readonly Question<SesVerdicts>[] = [
  {
    isAnswered: ({ identity }) => identity !== undefined,
    ask: async (ses, domain) => ({ identity: await ses.verification(domain) }),
  },
  {
    isAnswered: ({ dkim }) => dkim !== undefined,
    ask: async (ses, domain) => ({ dkim: await ses.dkim(domain) }),
  },
  {
    isAnswered: ({ mailFrom }) => mailFrom !== undefined,
    ask: async (ses, domain) => ({ mailFrom: (await ses.mailFrom(domain)).status }),
  },
];

/** The bucket that all executions of all workspaces share: one call in it, which comes back after a second. */
const DEPLOYMENT = '-';
const BUCKET = 'ses-control';

/**
 * Asks SES the next question that is open, and notes the answer. SES takes one control call a second from the whole account:
 * a call is made only by who takes the one token of the second, by a conditional write, and everybody else comes back later.
 * A death between answer and note asks again, which gives the same answer.
 */
export async function askSes(
  deps: AskSesDeps,
  run: ProvisioningStart & { readonly ask: 'set-up' | 'confirm' },
): Promise<SesAnswer> {
  const found = await runningProvisioning(deps, run);
  if (!found) return answer('end');
  await requireOwned(deps, run.workspace, run.domain);
  return run.ask === 'set-up'
    ? askNext(deps, run, SET_UP, found.identity, (current, part) => ({
        ...current,
        identity: { ...current.identity, ...part },
      }))
    : askNext(deps, run, CONFIRM, found.ses ?? {}, (current, part) => ({
        ...current,
        ses: { ...current.ses, ...part },
      }));
}

async function askNext<Part>(
  deps: AskSesDeps,
  run: ProvisioningStart,
  questions: readonly Question<Part>[],
  part: Part,
  change: (current: Provisioning, part: Part) => Provisioning,
): Promise<SesAnswer> {
  const question = questions.find(({ isAnswered }) => !isAnswered(part));
  if (!question) return answer('done');
  const turn = await deps.limits.take(DEPLOYMENT, BUCKET, 1);
  if (!turn.ok) {
    const ms = turn.retryAt.getTime() - deps.clock.now().getTime();
    return answer('wait', Math.max(1, Math.ceil(ms / 1000)));
  }
  const answered = await question.ask(deps.identities, run.domain, part);
  await changeRunning(deps, run, (current) => change(current, answered));
  return answer('again');
}

const answer = (next: SesAnswer['next'], waitSeconds = 0): SesAnswer => ({ next, waitSeconds });
