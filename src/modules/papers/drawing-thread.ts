// The thread that draws: opens the font once, then answers each drawing with its bytes.

import { existsSync, readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

import type { FontFile } from '#platform/fonts.ts';
import { writeSheet } from '#platform/sheets.ts';

import { drawList } from './docx-list.ts';
import type { Drawing, ThreadAnswer, ThreadData } from './drawings.ts';
import { listWorkbook } from './list-workbook.ts';
import { boardPdf } from './pdf-board.ts';
import { cardsPdf } from './pdf-cards.ts';
import { codesPdf } from './pdf-codes.ts';
import { listPdf } from './pdf-list.ts';
import { orderPdf } from './pdf-order.ts';
import { hasHan } from './pdf-page.ts';
import type { Font, Fonts } from './pdf-page.ts';

const { fonts } = workerData as ThreadData;
const port = parentPort!;
const opened = openFonts(fonts);

port.on('message', (drawing: Drawing) => {
  // A drawing that fails answers so; what is left of it goes with its document.
  drawn(drawing).then(
    (bytes) => say({ notice: 'drawn', bytes }),
    (error: Error) => say({ notice: 'failed', name: error.name, message: error.message }),
  );
});
say({ notice: 'ready', hasFont: opened !== undefined });

async function drawn(drawing: Drawing): Promise<Uint8Array> {
  if (drawing.paper === 'listDocx') return drawList(drawing.data);
  if (drawing.paper === 'listXlsx') return new Uint8Array(await writeSheet(listWorkbook(drawing.data)));
  if (opened === undefined) throw new Error('there is no font');
  switch (drawing.paper) {
    case 'codes':
      return codesPdf(opened, drawing.data, drawing);
    case 'board':
      return boardPdf(opened, drawing.data, drawing);
    case 'order':
      return orderPdf(opened, drawing.data, drawing);
    case 'cards':
      return cardsPdf(opened, drawing.data, drawing);
    case 'list':
      return listPdf(opened, drawing.data, drawing);
  }
}

function say(answer: ThreadAnswer): void {
  port.postMessage(answer);
}

/** The first that opens and has Han characters, with its bold beside it where there is one. */
function openFonts(files: readonly FontFile[]): Fonts | undefined {
  for (const file of files) {
    const regular = readFont(file);
    if (!hasHan(regular)) continue;
    const bold = boldOf(file);
    return { regular, bold: bold !== undefined && hasHan(bold) ? bold : regular };
  }
  return undefined;
}

function boldOf({ path, name }: FontFile): Font | undefined {
  const bold = { path: path.replace('Regular', 'Bold'), name: name?.replace('Regular', 'Bold') ?? null };
  return bold.path !== path && existsSync(bold.path) ? readFont(bold) : undefined;
}

function readFont({ path, name }: FontFile): Font {
  return { bytes: readFileSync(path), name };
}
