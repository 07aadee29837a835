// A page laid over another begins at its top, and what lay below it comes back where it stood.

import { onMounted, onUnmounted } from 'vue';

export function keepScroll(): void {
  const before = scrollY;
  onMounted(() => scrollTo(0, 0));
  onUnmounted(() => scrollTo(0, before));
}
