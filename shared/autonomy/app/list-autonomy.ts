import type { AutonomyView } from '../contract/routes.ts';
import type { TaskSettings } from '../contract/settings.ts';
import { hasEarned, stillNeeded, type TrackRecord } from '../domain/track-record.ts';
import type { TrackRecordStore } from './ports/track-records.ts';

export function autonomyView(record: TrackRecord, earned: TaskSettings['earned']): AutonomyView {
  const byItself = earned.enabled && hasEarned(record, earned);
  const needs = stillNeeded(record, earned);
  const taken = record.revokedBy !== undefined;
  return {
    agent: record.agent,
    effect: record.effect,
    segment: record.segment,
    byItself,
    sentence: sentenceOf(record, earned, byItself, needs),
    evidence: record.evidence,
    needed: 1 / earned.error,
    stillNeeded: taken ? null : needs,
    decided: record.decided,
    unchanged: record.unchanged,
    ran: record.ran,
    lostAt: record.lostAt ?? null,
    lostBecause: record.lostBecause ?? null,
    revokedBy: record.revokedBy ?? null,
  };
}

function sentenceOf(
  { unchanged, decided, revokedBy, lostBecause }: TrackRecord,
  { enabled, share, error }: TaskSettings['earned'],
  byItself: boolean,
  needs: number,
): string {
  if (revokedBy !== undefined)
    return `It asks: ${revokedBy} took its autonomy back, and a member has to let it begin anew.${decided === 0 ? ' Nothing was decided yet about such effects: is the name right?' : ''}`;
  if (!enabled) return 'It asks: nothing is earned in this workspace (tasks.earned.enabled).';
  const so = `${unchanged} of ${decided} were approved unchanged`;
  if (byItself)
    return `It runs by itself: ${so}. An agent that is not better than ${share} gets so far with a probability of ${error} at most.`;
  const after = lostBecause === undefined ? '' : ` It lost its autonomy: ${lostBecause}`;
  return `It asks: ${so}; ${needs} more in a row are needed.${after}`;
}

export async function listAutonomy(
  { trackRecords }: { readonly trackRecords: TrackRecordStore },
  workspace: string,
  earned: TaskSettings['earned'],
): Promise<{ autonomy: AutonomyView[] }> {
  const records = await trackRecords.list(workspace);
  return { autonomy: records.map((record) => autonomyView(record, earned)) };
}
