/** Names a message towards the lease and the frequency cap; the same however often it is tried. */
export const messageKey = (missionId: string, step: number): string => `${missionId}#${step}`;
