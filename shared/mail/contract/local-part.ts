import * as z from 'zod';

/** What stands before the @ of a sender: words with single dots between them, which is all that SES takes. */
export const localPartSchema = z
  .string()
  .regex(
    /^(?=.{1,41}$)[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*$/,
    'must be lower-case letters, digits, _ and -, with single dots between them',
  );
