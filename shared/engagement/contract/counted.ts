/** The numbers that are counted for each workspace and hour. */
export const COUNTED = [
  'missionsCreated',
  'missionsCompleted',
  'missionsFailed',
  'missionsEscalated',
  'missionsCancelled',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'opened',
  'clicked',
  'replied',
  'unsubscribed',
  'booked',
] as const;
