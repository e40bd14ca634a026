import { block, type Guard, pass } from './guard.ts';

/** Addresses such as noreply@ and postmaster@: nobody reads them, or it is somebody's job to block us. */
export const neverMailAddress: Guard = {
  code: 'NEVER_MAIL',
  channels: ['email'],
  check: ({ lead }) =>
    lead.profile.neverMail
      ? block(
          'The address belongs to a machine or a role that must not get marketing mail.',
          'Correct the address.',
        )
      : pass("The address is a person's."),
};
