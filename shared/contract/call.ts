/** How a call across the border between renderer and main is declared: once, as data. The table itself is in calls.ts. */
import type { z } from 'zod';
import type { ErrorDetail } from '../base/app-error.ts';
import type { ErrorCode } from '../base/error-codes.ts';

/** One call: what it takes and what it gives. Both sides parse both. */
export interface Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

/** Declares one call. Use strict objects: what the schema does not name is refused. */
export function call<Input extends z.ZodType, Output extends z.ZodType>(schemas: Call<Input, Output>): Call<Input, Output> {
  return Object.freeze({ input: schemas.input, output: schemas.output });
}

/** A table of calls by name. */
export type CallTable = Readonly<Record<string, Call>>;
/** The name of a call in the table. */
export type NameIn<Table extends CallTable> = keyof Table & string;
/** What a call takes, once it is parsed. */
export type InputIn<Table extends CallTable, Name extends NameIn<Table>> = z.output<Table[Name]['input']>;
/** What a call gives, once it is parsed. */
export type OutputIn<Table extends CallTable, Name extends NameIn<Table>> = z.output<Table[Name]['output']>;

/** The same data, promised unchanged: what a handler may give without copying it first. */
export type Unchanged<T> = T extends readonly (infer Item)[]
  ? readonly Unchanged<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Unchanged<T[Key]> }
    : T;

/** One handler a call; one that is missing does not compile. A refusal is a thrown `AppError`. */
export type HandlersOf<Table extends CallTable> = {
  readonly [Name in NameIn<Table>]: (
    input: InputIn<Table, Name>,
  ) => Unchanged<OutputIn<Table, Name>> | Promise<Unchanged<OutputIn<Table, Name>>>;
};

/** A coded refusal as it crosses the border. `message` is for developers; the person reads the code's sentence. */
export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail: ErrorDetail;
}

/** What comes back over the border: errors thrown across it would lose everything but their message. */
export type Reply<Value> = { readonly ok: true; readonly value: Value } | Refusal;
