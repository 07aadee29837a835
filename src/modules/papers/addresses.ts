// The addresses that codes on paper lead to, all below the one public address of the installation.

import { problem } from '#problems';
import type { Context } from '#platform/context.ts';

export interface Addresses {
  /** `wangge.example.cn`, as it is printed in words. */
  readonly domain: string;
  /** A path below the district's own. */
  at(path: string): string;
}

/** Undefined while nobody has said under which address people reach this server. */
export function addressesOf({ platform, district }: Context): Addresses | undefined {
  const { publicUrl } = platform.settings;
  if (publicUrl === undefined) return undefined;
  return { domain: new URL(publicUrl).host, at: (path) => `${publicUrl}/${district.key}${path}` };
}

/** @throws {Problem} `public-url-missing`: a code that leads nowhere must not hang on a wall */
export function addressesNeeded(ctx: Context): Addresses {
  const addresses = addressesOf(ctx);
  if (addresses !== undefined) return addresses;
  throw problem('public-url-missing', 'Set PUBLIC_URL to the address people use: codes lead there');
}
