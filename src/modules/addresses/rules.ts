// How an address is followed through its changes.

const LONGEST = 1_000;

/**
 * The former addresses after a change, newest first and parted by `；`: old letters and old residents name them for years.
 */
export function formerAddressAfter(
  before: { address: string; formerAddress: string | null },
  address: string,
): string | null {
  if (address === before.address) return before.formerAddress;
  const former = (before.formerAddress ?? '')
    .split('；')
    .filter((each) => each !== '' && each !== address && each !== before.address);
  return [before.address, ...former].join('；').slice(0, LONGEST);
}
