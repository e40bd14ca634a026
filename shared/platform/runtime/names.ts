import * as z from 'zod';

/** Names in an environment variable, with commas between them. */
export const namesSchema = z.string().transform((text) => text.split(',').filter(Boolean));
