// How signs lie on sheets of A4: two columns of four, or one alone.

const ON_A_SHEET = 8;

export function sheetsOf<T>(signs: readonly T[], isSingle: boolean): T[][] {
  const size = isSingle ? 1 : ON_A_SHEET;
  const count = Math.ceil(signs.length / size);
  return Array.from({ length: count }, (_, sheet) => signs.slice(sheet * size, (sheet + 1) * size));
}
