import * as z from 'zod';

/** The local part of a sender address: words with single dots between them. SES accepts nothing else. */
export const localPartSchema = z
  .string()
  .regex(
    /^(?=.{1,41}$)[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*$/,
    'must be lower-case letters, digits, _ and -, with single dots between them',
  );
