import type { PeopleProfileInput } from '../../infra/local/people/profile.ts';

/**
 * Nobody does anything but get their mail: what happens else, a test makes happen. Only calendars answer, to those whom a test
 * invites.
 */
export const SILENT_PEOPLE: PeopleProfileInput = {
  deliver: 1,
  hardBounce: 0,
  softBounce: 0,
  complain: 0,
  open: 0,
  machineOpen: 0,
  scan: 0,
  click: 0,
  book: 0,
  reply: 0,
  outOfOffice: 0,
  invitations: { accept: 0.25, decline: 0.25, tentative: 0.25, counter: 0.25 },
  unsubscribe: 0,
};
