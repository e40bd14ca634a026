import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import {
  begunAnew,
  lost,
  newTrackRecord,
  revoked,
  type TrackKey,
  type TrackRecord,
} from '../domain/track-record.ts';
import type { TrackRecordStore } from './ports/track-records.ts';

export interface ChangeAutonomyDeps {
  readonly trackRecords: TrackRecordStore;
  readonly clock: Clock;
}

/** A member takes autonomy back, even before any was earned. A repeat changes nothing. */
export const revokeAutonomy = (deps: ChangeAutonomyDeps, key: TrackKey, by: string): Promise<TrackRecord> =>
  change(deps, key, (record, now) => (record.revokedBy === undefined ? revoked(record, by, now) : record));

/**
 * Something went wrong with what these effects do: what was earned for them is lost at once. It can be earned again.
 * @returns those that lost something
 */
export async function loseAutonomy(
  deps: ChangeAutonomyDeps,
  workspace: string,
  concerns: (key: TrackKey) => boolean,
  because: string,
): Promise<TrackKey[]> {
  const records = await deps.trackRecords.list(workspace);
  const earned = records.filter((record) => record.evidence > 1 && concerns(record));
  for (const key of earned)
    await change(deps, key, (record, now) => (record.evidence > 1 ? lost(record, because, now) : record));
  return earned;
}

/** @throws RexError NOT_FOUND when there is no such record */
export async function beginAutonomyAnew(deps: ChangeAutonomyDeps, key: TrackKey): Promise<TrackRecord> {
  if (!(await deps.trackRecords.get(key)))
    throw new RexError(
      'NOT_FOUND',
      `Nothing was decided yet about ${key.effect} (${key.segment}) by ${key.agent}.`,
    );
  return change(deps, key, begunAnew);
}

function change(
  { trackRecords, clock }: ChangeAutonomyDeps,
  key: TrackKey,
  by: (record: TrackRecord, now: Date) => TrackRecord,
): Promise<TrackRecord> {
  return retryOnConflict(async () => {
    const known = await trackRecords.get(key);
    const record = known ?? newTrackRecord(key);
    const next = by(record, clock.now());
    return next === known ? known : trackRecords.save(next, known ? 'version' : 'absent');
  });
}
