/** Numbers for names, in the order in which they came: what a packed row holds instead of a tenant or an executor. */

/** Gives every name a number, the same for the same name. */
export class NameNumbers {
  list: string[] = [];
  readonly #numberOf = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.#numberOf.get(name);
    if (known !== undefined) return known;
    this.#numberOf.set(name, this.list.length);
    return this.list.push(name) - 1;
  }

  clear(): void {
    this.list = [];
    this.#numberOf.clear();
  }
}
