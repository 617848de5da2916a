// Expected failures are values with a closed code and a sentence a person understands; bugs throw.

export type Ok<T> = { readonly ok: true; readonly value: T }
export type Fail<C extends string = string> = { readonly ok: false; readonly code: C; readonly message: string }
export type Result<T, C extends string = string> = Ok<T> | Fail<C>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const fail = <C extends string>(code: C, message: string): Fail<C> => ({ ok: false, code, message })
