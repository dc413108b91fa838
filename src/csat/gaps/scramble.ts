/** MurmurHash3's finaliser (Austin Appleby, public domain): neighbouring numbers end far apart. */
export function scramble(number: number): number {
  let mixed = Math.imul(number + 0x9e3779b9, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
