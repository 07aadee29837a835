// The size of paper a page prints on: one @page rule while the page is open, so that a board on A3 leaves no rule behind for a sheet on A4.

import { onBeforeUnmount, onMounted } from 'vue';

export type PaperName = 'A3' | 'A4' | 'A5';

/** Millimetres, upright. */
export const PAPERS: Readonly<Record<PaperName, { width: number; height: number }>> = {
  A3: { width: 297, height: 420 },
  A4: { width: 210, height: 297 },
  A5: { width: 148, height: 210 },
};

/** Sheets bring their own margins: what stands on them lies where the PDF has it. */
export function usePaperSize(wanted: () => PaperName): { show(): void } {
  let sheet: CSSStyleSheet | undefined;
  let rule: CSSRule | undefined;
  function remove(): void {
    const at = rule === undefined ? -1 : Array.from(sheet?.cssRules ?? []).indexOf(rule);
    if (at >= 0) sheet?.deleteRule(at);
    rule = undefined;
    delete document.documentElement.dataset['paper'];
  }
  function show(): void {
    remove();
    // Written through a sheet that is there already: the page's policy allows no style in line.
    sheet = document.styleSheets[0];
    if (sheet === undefined) return;
    const at = sheet.insertRule(`@page { size: ${wanted()}; margin: 0; }`, sheet.cssRules.length);
    rule = sheet.cssRules[at];
    document.documentElement.dataset['paper'] = wanted();
  }
  onMounted(show);
  onBeforeUnmount(remove);
  return { show };
}
