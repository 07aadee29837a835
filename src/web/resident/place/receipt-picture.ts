// The receipt as a picture: both numbers large enough to be read on a small album tile.

const WIDTH = 720;
const HEIGHT = 480;
const MARGIN = 48;

export interface PictureLines {
  readonly title: string;
  readonly place: string;
  readonly number: readonly [label: string, value: string];
  readonly code: readonly [label: string, value: string];
  readonly hint: string;
}

/** Undefined where the browser has no canvas to give. */
export async function drawReceipt({ title, place, number, code, hint }: PictureLines): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (pen === null) return undefined;
  const style = getComputedStyle(document.documentElement);
  const write = (text: string, y: number, size: number, colour = '--ink', weight = 400) => {
    pen.fillStyle = style.getPropertyValue(colour);
    pen.font = `${weight} ${size}px ${style.getPropertyValue('--fonts')}`;
    pen.fillText(text, MARGIN, y, WIDTH - 2 * MARGIN);
  };
  pen.fillStyle = style.getPropertyValue('--card');
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  write(title, 84, 36, '--ink', 600);
  write(place, 130, 26, '--ink-2');
  write(number[0], 196, 24, '--ink-3');
  write(number[1], 252, 52, '--ink', 600);
  write(code[0], 316, 24, '--ink-3');
  write(code[1], 372, 52, '--ink', 600);
  write(hint, 436, 22, '--ink-2');
  return new Promise((resolve) => canvas.toBlob((picture) => resolve(picture ?? undefined), 'image/png'));
}
