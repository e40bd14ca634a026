import type { PeopleProfileInput } from '../../infra/local/people/profile.ts';

/** Nobody does anything but get their mail: what happens else, a test makes happen. */
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
  unsubscribe: 0,
};
