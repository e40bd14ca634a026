import type { Audience } from '../../domains/domain/choose-domain.ts';
import type { Mission } from './mission.ts';

/** Whom a mission writes to. Dormant leads, unless it is limited to those that were active lately. */
export const writesTo = ({ type, params }: Pick<Mission, 'type' | 'params'>): Audience =>
  type === 'campaign_execution' && 'activeWithinWeeks' in params && params.activeWithinWeeks !== undefined
    ? 'active'
    : 'dormant';
