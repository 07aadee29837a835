// How often one address on the network may do what costs us something and needs no account. Counted in this process only.

import { BlockList, isIP } from 'node:net';

import { problem } from '#problems';
import type { Instant } from '#shared/time.ts';

export interface Pace {
  /** @throws {Problem} `too-many-tries` with `retryAfterSeconds`; what is refused is not counted */
  check(ctx: { readonly platform: { readonly clock: () => Instant } }, address: string): void;
}

/** Past it all windows that have ended are forgotten: many addresses must not fill the memory. */
const MOST_KEPT = 10_000;

/**
 * Behind such an address stands a whole office, or a proxy nobody has named (TRUST_PROXY): the people behind it cannot be
 * told apart, and one of them must not shut out the others.
 */
const SHARED = sharedAddresses();

export function paceOf({ most, minutes }: { most: number; minutes: number }): Pace {
  // By platform, so that two programs in one process (tests) do not count together.
  const counters = new WeakMap<object, Map<string, { since: number; count: number }>>();
  const windowMs = minutes * 60_000;
  return {
    check({ platform }, address) {
      if (isShared(address)) return;
      const seen = counters.get(platform) ?? new Map<string, { since: number; count: number }>();
      counters.set(platform, seen);
      // An address is the same in every district: the real time counts, not the moved clock of a demo.
      const at = Date.parse(platform.clock());
      if (seen.size > MOST_KEPT) for (const [key, { since }] of seen) if (at - since >= windowMs) seen.delete(key);
      const found = seen.get(address);
      if (found === undefined || at - found.since >= windowMs) {
        seen.set(address, { since: at, count: 1 });
      } else if (found.count < most) {
        found.count += 1;
      } else {
        const retryAfterSeconds = Math.max(1, Math.ceil((found.since + windowMs - at) / 1000));
        throw problem('too-many-tries', `At most ${most} in ${minutes} min from one address`, { retryAfterSeconds });
      }
    },
  };
}

function isShared(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  const version = isIP(plain);
  return version === 0 || SHARED.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

function sharedAddresses(): BlockList {
  const list = new BlockList();
  list.addSubnet('10.0.0.0', 8);
  list.addSubnet('172.16.0.0', 12);
  list.addSubnet('192.168.0.0', 16);
  list.addSubnet('127.0.0.0', 8);
  list.addAddress('::1', 'ipv6');
  list.addSubnet('fc00::', 7, 'ipv6');
  return list;
}
