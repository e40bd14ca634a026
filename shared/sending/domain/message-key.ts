/** The key of a message in the contact lease and the frequency cap; the same for every try. */
export const messageKey = (missionId: string, step: number): string => `${missionId}#${step}`;
