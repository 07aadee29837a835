// Puts words on the clipboard, over plain HTTP too, where browsers offer no clipboard of their own.

/** Answers whether they are there. */
export async function putOnClipboard(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyByHand(words); // no clipboard over plain HTTP, or not allowed
  }
}

/** As a person would: write it down, mark it, copy. */
function copyByHand(words: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = words;
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
