/** How a calendar answers an invitation (PARTSTAT of RFC 5545). `delegated`: somebody else is to come in their place. */
export const CALENDAR_ANSWERS = ['accepted', 'declined', 'tentative', 'delegated'] as const;
export type CalendarAnswer = (typeof CALENDAR_ANSWERS)[number];
