// J and K: through the matters of the list one came from, in the order they stood there. Whatever page it was, its links are the trail.

import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import type { Router } from 'vue-router';

const NAME = 'gezhi.trail';
const CASE_ADDRESS = /^\/cases\/(?:\d+|by-id\/[0-9a-f-]{36})$/;
/** More than anybody walks through by keys. */
const MOST = 500;

interface Kept {
  readonly from: string;
  readonly addresses: readonly string[];
}

/** To be called once with the router: leaving a list for one of its cases notes the list. What is `data-aside` is no part of it. */
export function followTrail(router: Router): void {
  router.beforeEach((to, from) => {
    if (!CASE_ADDRESS.test(to.path) || CASE_ADDRESS.test(from.path)) return;
    const links = [...document.querySelectorAll('main a[href]')].filter(
      (link) => link.closest('[data-aside]') === null,
    );
    const addresses = addressesIn(links, router.resolve('/').href);
    if (addresses.includes(to.path)) keep({ from: from.fullPath, addresses });
  });
}

/** Paths of cases among these links, each once, as they stand. */
export function addressesIn(links: Iterable<Pick<Element, 'getAttribute'>>, base: string): string[] {
  const root = base.replace(/\/$/, '');
  const paths = [...links].flatMap((link) => {
    const [path = ''] = (link.getAttribute('href') ?? '').split(/[?#]/);
    const own = path.startsWith(root) ? path.slice(root.length) : '';
    return CASE_ADDRESS.test(own) ? [own] : [];
  });
  return [...new Set(paths)].slice(0, MOST);
}

export interface Trail {
  readonly at: number;
  readonly count: number;
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** The list itself. */
  readonly from: string;
}

/** Undefined when the case was opened from no list. */
export function useTrail(): ComputedRef<Trail | undefined> {
  const route = useRoute();
  return computed(() => trailAt(route.path, readKept()));
}

export function trailAt(path: string, kept: Kept | undefined): Trail | undefined {
  const at = kept?.addresses.indexOf(path) ?? -1;
  if (kept === undefined || at < 0) return undefined;
  const { addresses, from } = kept;
  return { at: at + 1, count: addresses.length, previous: addresses[at - 1], next: addresses[at + 1], from };
}

function keep(kept: Kept): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    inMemory = kept; // storage is switched off: as long as the page lives
  }
}

let inMemory: Kept | undefined;

function readKept(): Kept | undefined {
  try {
    const text = sessionStorage.getItem(NAME);
    return text === null ? inMemory : (JSON.parse(text) as Kept);
  } catch {
    return inMemory; // storage is switched off
  }
}
