// Whoever presses 提交 while a recording runs or a large picture is still being read means that too: the form waits for it.

import { onBeforeUnmount, onMounted } from 'vue';

/**
 * Holds back the submit of the form around `root` until `finish` is through, then lets it go once.
 *
 * @param isUnfinished asked at each submit
 */
export function finishFirst(
  root: () => Element | null | undefined,
  isUnfinished: () => boolean,
  finish: () => Promise<void>,
): void {
  let isHeld = false;

  async function hold(event: Event): Promise<void> {
    const form = root()?.closest('form');
    if (form === null || form === undefined || event.target !== form) return;
    if (!isHeld && !isUnfinished()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isHeld) return; // pressed twice: it goes once
    isHeld = true;
    try {
      await finish();
    } finally {
      isHeld = false;
    }
    // Not requestSubmit: Safari 14 has none, and our forms listen, they are never sent by the browser.
    form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  }

  // At the document and on the way down: before the form's own listener, also in browsers that ask a target's listeners in their order.
  onMounted(() => document.addEventListener('submit', hold, true));
  onBeforeUnmount(() => document.removeEventListener('submit', hold, true));
}
