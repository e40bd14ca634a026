import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { type IcpProfile, icpProfileSchema, profileIdOf } from '../domain/profile.ts';
import { listProfiles, viewProfile } from './view-profile.ts';

const missionOf = (number: number): string => `m_${String(number).padStart(26, '0')}`;

const profile = (number: number, change: Partial<IcpProfile> = {}): IcpProfile =>
  icpProfileSchema.parse({
    workspace: WORKSPACE,
    id: profileIdOf(missionOf(number)),
    version: 1,
    number,
    missionId: missionOf(number),
    createdAt: `2026-03-0${number}T10:00:00.000Z`,
    leads: 100 * number,
    reachable: 90,
    leftOut: 0,
    minSegmentLeads: 20,
    outcomes: null,
    settings: {},
    cells: [],
    segments: [],
    model: {
      used: false,
      reason: 'No outcome is known.',
      leads: 0,
      positive: 0,
      fitted: null,
      weighted: null,
      gain: null,
      refused: [],
      columns: [],
    },
    ...change,
  });

async function withProfiles(...profiles: readonly IcpProfile[]) {
  const { ports } = openRex();
  for (const each of profiles) await ports.icp.create(each, []);
  return ports;
}

describe('viewProfile', () => {
  it('shows the latest profile, or the one that is asked for', async () => {
    const ports = await withProfiles(profile(1), profile(2));
    expect(await viewProfile(ports, WORKSPACE)).toMatchObject({ number: 2, leads: 200 });
    expect(await viewProfile(ports, WORKSPACE, profile(1).id)).toMatchObject({
      number: 1,
      leads: 100,
      basis: 'weighted',
      weights: profile(1).settings.weights,
    });
  });

  it('says by which scores leads are ranked', async () => {
    const ports = await withProfiles(profile(1, { model: { ...profile(1).model, used: true } }));
    expect(await viewProfile(ports, WORKSPACE)).toMatchObject({ basis: 'fitted' });
  });

  it('does not show the outcomes by group, which only the scores need', async () => {
    const cells = [{ industry: 'Software', size: '11-50', known: 9, positive: 3 }];
    const ports = await withProfiles(profile(1, { cells }));
    expect(await viewProfile(ports, WORKSPACE)).not.toHaveProperty('cells');
  });

  it.each([
    ['before the first profile', WORKSPACE, undefined, 'run a mission of type icp_extraction'],
    ['a profile that is not there', WORKSPACE, profile(9).id, `There is no profile ${profile(9).id}`],
    ['a profile of another workspace', 'beta', profile(1).id, `There is no profile ${profile(1).id}`],
  ])('does not find %s, and says so', async (_, workspace, id, message) => {
    const ports = id === undefined ? await withProfiles() : await withProfiles(profile(1));
    await expect(viewProfile(ports, workspace, id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(message),
    });
  });
});

describe('listProfiles', () => {
  it('lists the newest first, page by page, with the number of segments', async () => {
    const ports = await withProfiles(profile(1), profile(2), profile(3));
    const first = await listProfiles(ports, WORKSPACE, { limit: 2 });
    expect(first.profiles).toMatchObject([
      { number: 3, segments: 0, first: [] },
      { number: 2, segments: 0, first: [] },
    ]);
    const rest = await listProfiles(ports, WORKSPACE, { limit: 2, cursor: first.cursor ?? undefined });
    expect(rest).toMatchObject({ profiles: [{ number: 1 }], cursor: null });
  });

  it('shows none of another workspace', async () => {
    const ports = await withProfiles(profile(1));
    expect((await listProfiles(ports, 'beta', { limit: 9 })).profiles).toEqual([]);
  });
});
