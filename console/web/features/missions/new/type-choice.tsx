import { MISSION_TYPES, type MissionType } from '../../../../../shared/missions/contract/mission.ts';
import styles from './new.module.css';

const TYPES: Readonly<Record<MissionType, readonly [title: string, purpose: string]>> = {
  lead_reactivation: [
    'Reactivate leads',
    'Write to customers who went quiet, until they answer or the steps are over.',
  ],
  campaign_execution: ['Run a campaign', 'Write to a segment of your customers, or to those who are active.'],
  icp_extraction: [
    'Find the ideal customer',
    'See which customers are worth most, and what they have in common.',
  ],
  domain_rotation: ['Rotate domains', 'Judge the sending domains, pause bad ones and move their missions.'],
  performance_optimization: [
    'Review performance',
    'See what missions achieved, and recommend changes of the settings.',
  ],
  error_recovery: ['Recover from errors', 'Retry missions that failed or were escalated.'],
};

/** The types of missions, one of which is chosen. */
export function TypeChoice({
  type,
  onChange,
}: {
  readonly type: MissionType;
  readonly onChange: (type: MissionType) => void;
}) {
  return (
    <fieldset className={styles.types}>
      <legend className="visually-hidden">Type of the mission</legend>
      {MISSION_TYPES.map((each) => (
        <label key={each} className={styles.type}>
          <input type="radio" name="type" checked={each === type} onChange={() => onChange(each)} />
          <span>
            <strong>{TYPES[each][0]}</strong>
            <span className="quiet small">{TYPES[each][1]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
