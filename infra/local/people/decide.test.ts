import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideReactions, INVITATION_REACTIONS, type ReactionKind } from './decide.ts';
import { peopleProfile } from './profile.ts';

const profile = peopleProfile.parse({});
const PEOPLE = 20_000;

/** The share of many people with whom each kind happens. */
function shares(seed: number): (kind: ReactionKind) => number {
  const counts = new Map<ReactionKind, number>();
  for (let i = 0; i < PEOPLE; i++) {
    const reactions = decideReactions({ recipient: `p${i}@x.example`, ordinal: 1, seed }, profile);
    for (const kind of new Set(reactions.map((each) => each.kind)))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return (kind) => (counts.get(kind) ?? 0) / PEOPLE;
}

describe('simulated reactions', () => {
  it('are the same for the same seed, person and mail', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.nat(50), fc.nat(), (recipient, ordinal, seed) => {
        const mail = { recipient, ordinal, seed };
        expect(decideReactions(mail, profile)).toEqual(decideReactions(mail, profile));
      }),
    );
  });

  it('after a bounce include nothing that needs a delivered mail, and never precede the mail', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.nat(50), fc.nat(), (recipient, ordinal, seed) => {
        const reactions = decideReactions({ recipient, ordinal, seed }, profile);
        if (reactions.length > 1) expect(reactions[0]?.kind).toBe('delivery');
        for (const { delayMs } of reactions) expect(delayMs).toBeGreaterThanOrEqual(0);
        const opened = reactions.find(({ kind }) => kind === 'open');
        const clicked = reactions.find(({ kind }) => kind === 'click');
        if (clicked !== undefined)
          expect(clicked.delayMs).toBeGreaterThanOrEqual(opened?.delayMs ?? Number.NaN);
      }),
    );
  });

  it('have the rates of their profile', () => {
    const share = shares(1);
    // Five standard errors of a share of 20,000 people around the rate among those who got the mail.
    expect(share('hardBounce')).toBeCloseTo(0.02, 2);
    expect(Math.abs(share('open') - 0.35 * 0.96)).toBeLessThan(0.017);
    expect(Math.abs(share('reply') - 0.03 * 0.96)).toBeLessThan(0.006);
    expect(Math.abs(share('scan') - 0.05 * 0.96)).toBeLessThan(0.008);
  });

  it('to a non-existent address are always a bounce', () => {
    const bounced = Array.from({ length: 500 }, (_, i) => `p${i}@x.example`).filter(
      (recipient) => decideReactions({ recipient, ordinal: 1, seed: 7 }, profile)[0]?.kind === 'hardBounce',
    );
    expect(bounced.length).toBeGreaterThan(0);
    for (const recipient of bounced) {
      for (const ordinal of [2, 3, 4]) {
        expect(decideReactions({ recipient, ordinal, seed: 7 }, profile)).toEqual([
          { kind: 'hardBounce', delayMs: 0 },
        ]);
      }
    }
  });

  it('answer an invitation by the shares of the profile, the same person always so, and no other mail', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < PEOPLE; i++) {
      const mail = { recipient: `p${i}@x.example`, ordinal: 1, seed: 7 };
      const answerTo = (invites: boolean, ordinal = 1): string =>
        decideReactions({ ...mail, ordinal, invites }, profile).find(({ kind }) => isAnswer(kind))?.kind ??
        '';
      const answer = answerTo(true);
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
      expect(answerTo(false)).toBe('');
      const again = answerTo(true, 2);
      // Only a mail that is not delivered is not answered.
      if (answer !== '' && again !== '') expect(again).toBe(answer);
    }
    for (const [kind, share] of Object.entries(profile.invitations))
      expect((counts.get(kind) ?? 0) / PEOPLE, kind).toBeCloseTo(share * 0.94, 1);
  });
});

const isAnswer = (kind: ReactionKind): boolean => INVITATION_REACTIONS.some((each) => each === kind);
