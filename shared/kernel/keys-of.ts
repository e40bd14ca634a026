/** The names of the rows of a table, with their types: for tables that are written down as a whole. */
export const keysOf = <T extends object>(table: T): (keyof T & string)[] =>
  Object.keys(table) as (keyof T & string)[];
