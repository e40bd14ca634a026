import * as z from 'zod';

/** A colour as CSS writes it. Whether it is one, its reader says. */
export const colourSchema = z
  .string()
  .regex(/^[#a-z][#a-z0-9(),.%/ +-]{2,79}$/i, 'must be a colour of CSS, such as #0a5 or oklch(50% 0.1 150)');
