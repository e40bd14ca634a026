import { type DayOrder, DayOrderWitness } from './calendar-date.ts';
import type { LeadColumns, LeadField, OrderColumns } from './columns.ts';
import { type DecimalSign, DecimalWitness } from './money.ts';

/** How ambiguous cells in the columns of one file are read. */
export interface ColumnReading {
  /** By field. */
  readonly dayOrders: Readonly<Record<string, DayOrder>>;
  readonly decimal?: DecimalSign;
}

const DATES_OF_LEADS = ['birthDate', 'createdAt', 'lastContactedAt'] as const satisfies readonly LeadField[];

/** Learns from unambiguous cells how to read the ambiguous ones. Takes the rows one by one. */
export class ColumnSurvey {
  readonly #dates: readonly {
    readonly field: string;
    readonly at: number;
    readonly witness: DayOrderWitness;
  }[];
  readonly #amounts: readonly number[];
  readonly #decimal = new DecimalWitness();

  private constructor(
    dates: readonly (readonly [field: string, at: number | undefined])[],
    amounts: readonly number[],
  ) {
    this.#dates = dates.flatMap(([field, at]) =>
      at === undefined ? [] : [{ field, at, witness: new DayOrderWitness() }],
    );
    this.#amounts = amounts;
  }

  static ofLeads(columns: LeadColumns): ColumnSurvey {
    return new ColumnSurvey(
      DATES_OF_LEADS.map((field) => [field, columns[field]]),
      [],
    );
  }

  static ofOrders({ columns }: OrderColumns): ColumnSurvey {
    const amounts = [columns.amount, columns.refunded].filter((at) => at !== undefined);
    return new ColumnSurvey([['orderedAt', columns.orderedAt]], amounts);
  }

  /** Whether any column may have ambiguous cells. */
  get hasQuestions(): boolean {
    return this.#dates.length + this.#amounts.length > 0;
  }

  look(cells: readonly string[]): void {
    for (const { at, witness } of this.#dates) witness.look(cells[at] ?? '');
    for (const at of this.#amounts) this.#decimal.look(cells[at] ?? '');
  }

  /** @param told the order to use when the rows do not show it */
  reading(told?: DayOrder): ColumnReading {
    const orders = this.#dates.flatMap(({ field, witness }) => {
      const order = told ?? witness.order;
      return order === undefined ? [] : [[field, order] as const];
    });
    const { decimal } = this.#decimal;
    return { dayOrders: Object.fromEntries(orders), ...(decimal === undefined ? {} : { decimal }) };
  }
}
