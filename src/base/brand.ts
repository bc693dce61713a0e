/** Nominal typing for numbers and strings: two brands never mix by accident, at no run-time cost. */
declare const brandKey: unique symbol;

/** `T` that carries the name `Name` in the type system only. */
export type Brand<T, Name extends string> = T & { readonly [brandKey]: Name };
