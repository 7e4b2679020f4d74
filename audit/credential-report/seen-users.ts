const EMPTY = 0;
const MOST_FULL = 0.7;

/**
 * Which users have been seen, in some 20 bytes a user: a file may hold millions. A user is known by 64 bits of a hash;
 * that two of five million users have the same happens once in a million files, and refuses the file.
 */
export class SeenUsers {
  private size = 0;
  /** Two words for each user, in an open hash table. */
  private table = new Int32Array(2 * 1024);

  /**
   * @param account number of the account
   * @param name in upper or lower case: IAM has no two names that differ in case only
   * @returns false if the account's user was there before
   */
  add(account: number, name: string): boolean {
    let one = Math.imul(0xdeadbeef ^ account, 2_654_435_761);
    let two = Math.imul(0x41c6ce57 ^ account, 1_597_334_677);
    for (let index = 0; index < name.length; index += 1) {
      // The characters of a name differ in this bit only if they are a letter in upper and in lower case.
      const code = name.charCodeAt(index) | 0x20;
      one = Math.imul(one ^ code, 2_654_435_761);
      two = Math.imul(two ^ code, 1_597_334_677);
    }
    const first = mix(one, two);
    if (!this.put(first, mix(two, first) || 1)) return false;
    this.size += 1;
    if (this.size > (this.table.length / 2) * MOST_FULL) this.grow();
    return true;
  }

  private put(one: number, two: number): boolean {
    const { table } = this;
    const mask = table.length - 1;
    let at = (one << 1) & mask;
    for (; table[at + 1] !== EMPTY; at = (at + 2) & mask) if (table[at] === one && table[at + 1] === two) return false;
    table[at] = one;
    table[at + 1] = two;
    return true;
  }

  private grow(): void {
    const old = this.table;
    this.table = new Int32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) {
      const two = old[at + 1] ?? EMPTY;
      if (two !== EMPTY) this.put(old[at] ?? 0, two);
    }
  }
}

function mix(one: number, two: number): number {
  const mixed = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909);
  return mixed ^ (mixed >>> 15);
}
